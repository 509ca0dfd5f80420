package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Correlation;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.process.trace.SpanSample;
import dev.pokebatch.process.trace.TraceSpan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * The spans of one client's batches: one for all of them, and those of a sample of steps and of a
 * sample of documents. Confined to one event loop.
 */
final class RunTrace {

  private final TraceSpan batch;

  /** Of documents that are not in the sample. */
  private final Correlation unrecorded;

  private final SpanSample steps = new SpanSample();
  private final SpanSample documents = new SpanSample();
  private final Set<TraceSpan> open = new LinkedHashSet<>();

  /**
   * @param batch the span of the batches, which {@link #end} ends
   */
  RunTrace(TraceSpan batch) {
    this.batch = batch;
    this.unrecorded = batch.correlation().unrecorded();
  }

  /** Returns the span of the batches. */
  TraceSpan batch() {
    return batch;
  }

  /**
   * Begins the span of a step.
   *
   * @param around the span of the group around it
   * @return the span; that of the group if the step is not in the sample
   */
  TraceSpan beginStep(StepRun step, String id, TraceSpan around) {
    if (!batch.isRecorded() || !steps.takesNext()) {
      return around;
    }
    var span = around.begin("step").set("pokebatch.step.id", id);
    open.add(span);
    step.whenEnded(() -> end(span));
    return span;
  }

  /**
   * Sends a call for a document in a span of its own, if it is in the sample.
   *
   * @param step the span of its step
   * @param send sends the call with what its messages carry
   */
  FetcherCall send(TraceSpan step, String target, Function<Correlation, FetcherCall> send) {
    if (!batch.isRecorded() || !documents.takesNext()) {
      return send.apply(unrecorded);
    }
    var span =
        step.beginProducer("send document")
            .set("messaging.system", "vertx")
            .set("messaging.operation.name", "send")
            .set("messaging.operation.type", "send")
            .set("messaging.destination.template", "document")
            .set("pokebatch.document", target);
    open.add(span);
    var call = send.apply(span.correlation());
    call.reply()
        .onSuccess(
            reply -> {
              span.set("pokebatch.fetcher", call.fetcher())
                  .set("pokebatch.attempts", reply.effort().attempts());
              if (reply instanceof FetchReply.Failed failed) {
                span.fail(failed.failure().kind().name().toLowerCase(Locale.ROOT));
              }
              end(span);
            });
    return call;
  }

  private void end(TraceSpan span) {
    open.remove(span);
    span.end();
  }

  /** Ends the span of the batches, and those of steps and documents that go on without a client. */
  void end(Summary summary) {
    if (batch.isRecorded()) {
      List.copyOf(open).forEach(this::end);
      batch
          .set("pokebatch.documents", summary.total())
          .set("pokebatch.documents.failed", summary.failed())
          .set("pokebatch.upstream.requests", summary.requests());
      batch.end();
    }
  }
}
