package dev.pokebatch.process.trace;

import dev.pokebatch.contract.Correlation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the identity of a span as W3C Trace Context says. */
final class Propagation {

  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";

  private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

  private static final TextMapGetter<Function<String, @Nullable String>> GETTER =
      (fields, name) -> Objects.requireNonNull(fields).apply(name);

  private Propagation() {}

  /** Reads the span of a caller from header fields; an invalid span for none. */
  static Span read(Function<String, @Nullable String> fields) {
    return Span.fromContext(FORMAT.extract(Context.root(), fields, GETTER));
  }

  /** Reads the span of the sender of a message; an invalid span for none. */
  static Span read(Correlation from) {
    return read(
        name ->
            switch (name) {
              case PARENT -> from.traceparent();
              case STATE -> from.tracestate();
              default -> null;
            });
  }

  /** Writes a span as header fields. */
  static void write(Span span, BiConsumer<String, String> fields) {
    FORMAT.inject(
        Context.root().with(span),
        fields,
        (to, name, value) -> Objects.requireNonNull(to).accept(name, value));
  }

  /** Returns what messages of a span carry. */
  static Correlation correlation(String requestId, Span span) {
    var fields = new HashMap<String, String>();
    write(span, fields::put);
    var state = fields.getOrDefault(STATE, "");
    return new Correlation(
        requestId,
        fields.getOrDefault(PARENT, ""),
        state.length() <= Correlation.MAX_STATE_BYTES ? state : "");
  }
}
