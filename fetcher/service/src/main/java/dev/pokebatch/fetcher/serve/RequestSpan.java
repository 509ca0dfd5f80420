package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.process.trace.TraceSpan;
import dev.pokebatch.process.trace.Tracing;
import java.util.Locale;

/** The span of a request for a document, by OpenTelemetry's conventions for messaging. */
final class RequestSpan {

  private RequestSpan() {}

  /** Begins a span in the trace of the sender. */
  static TraceSpan begin(Tracing tracing, FetchRequest request) {
    var span = tracing.beginConsumer("process document", request.correlation());
    return !span.isRecorded()
        ? span
        : span.set("messaging.system", "vertx")
            .set("messaging.operation.name", "process")
            .set("messaging.operation.type", "process")
            .set("messaging.destination.template", "document")
            .set("messaging.message.id", String.valueOf(request.call().number()))
            .set("pokebatch.document", request.target());
  }

  /** Ends a span. */
  static void end(TraceSpan span, FetchReply reply) {
    if (!span.isRecorded()) {
      return;
    }
    if (reply instanceof FetchReply.Found found) {
      span.set("pokebatch.cache", found.cache().name().toLowerCase(Locale.ROOT));
    } else if (reply instanceof FetchReply.Failed failed) {
      span.fail(failed.failure().kind().name().toLowerCase(Locale.ROOT));
    }
    span.end();
  }
}
