package dev.pokebatch.process.metrics;

import dev.pokebatch.process.log.RequestLocal;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/** Names the trace of the current request as an exemplar of what is measured, if it is recorded. */
final class RequestExemplars implements SpanContext {

  @Override
  public @Nullable String getCurrentTraceId() {
    return isCurrentSpanSampled() ? RequestLocal.find().traceId() : null;
  }

  @Override
  public @Nullable String getCurrentSpanId() {
    return isCurrentSpanSampled() ? RequestLocal.find().spanId() : null;
  }

  @Override
  public boolean isCurrentSpanSampled() {
    return !RequestLocal.find().spanId().isEmpty();
  }

  @Override
  public void markCurrentSpanAsExemplar() {
    // Whether a span is recorded has been decided before.
  }
}
