package dev.pokebatch.process.trace;

import dev.pokebatch.contract.Correlation;
import dev.pokebatch.process.log.RequestFields;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A span of a request's trace, in which further ones may begin. If the trace is not recorded, it
 * only names the request: then the spans in it are itself, and cost nothing. Thread-safe.
 */
public final class TraceSpan {

  /** Of work for no request. */
  public static final TraceSpan NONE = unrecorded(Correlation.NONE);

  /** Null if the trace is not recorded. */
  private final @Nullable Tracer tracer;

  private final @Nullable TraceSpan parent;
  private final Span span;
  private final RequestFields request;

  /** What messages carry that belong to this span; null until it is needed. */
  private volatile @Nullable Correlation correlation;

  private TraceSpan(
      @Nullable Tracer tracer,
      @Nullable TraceSpan parent,
      Span span,
      RequestFields request,
      @Nullable Correlation correlation) {
    this.tracer = tracer;
    this.parent = parent;
    this.span = span;
    this.request = request;
    this.correlation = correlation;
  }

  /** The first span of a process in a trace. */
  static TraceSpan of(Tracer tracer, Span span, String requestId) {
    var ids = span.getSpanContext();
    var spanId = ids.isSampled() ? ids.getSpanId() : "";
    return new TraceSpan(
        ids.isSampled() ? tracer : null,
        null,
        span,
        new RequestFields(requestId, ids.isValid() ? ids.getTraceId() : "", spanId),
        null);
  }

  /** A request whose trace is not recorded here. */
  static TraceSpan unrecorded(Correlation correlation) {
    return new TraceSpan(
        null,
        null,
        Span.getInvalid(),
        new RequestFields(correlation.requestId(), correlation.traceId(), ""),
        correlation);
  }

  /** Whether the trace is recorded. */
  public boolean isRecorded() {
    return tracer != null;
  }

  /** The request, for the log. */
  public RequestFields request() {
    return request;
  }

  /** The id of the trace, 32 hexadecimal digits; empty for none. */
  public String traceId() {
    return request.traceId();
  }

  /** Begins a span of work within this process. */
  public TraceSpan begin(String name) {
    return begin(name, SpanKind.INTERNAL);
  }

  /** Begins the span of an exchange with a server. */
  public TraceSpan beginClient(String name) {
    return begin(name, SpanKind.CLIENT);
  }

  /** Begins the span of a message that is sent. */
  public TraceSpan beginProducer(String name) {
    return begin(name, SpanKind.PRODUCER);
  }

  private TraceSpan begin(String name, SpanKind kind) {
    var on = tracer;
    if (on == null) {
      return this;
    }
    var begun =
        on.spanBuilder(name).setSpanKind(kind).setParent(Context.root().with(span)).startSpan();
    return new TraceSpan(on, this, begun, request, null);
  }

  /** The span in which this one has begun; itself for the first one. */
  public TraceSpan parent() {
    return parent == null ? this : parent;
  }

  /** What messages carry that belong to this span. */
  public Correlation correlation() {
    var known = correlation;
    if (known == null) {
      known = Propagation.correlation(request.requestId(), span);
      correlation = known;
    }
    return known;
  }

  /** Returns what a later trace needs to link to this span; null if it is not recorded. */
  public @Nullable String link() {
    return isRecorded() ? correlation().traceparent() : null;
  }

  /**
   * Writes the header fields of an HTTP request that belongs to this span; none without tracing.
   */
  public void inject(BiConsumer<String, String> fields) {
    if (span.getSpanContext().isValid()) {
      Propagation.write(span, fields);
    }
  }

  /** Replaces the name. */
  public TraceSpan name(String name) {
    span.updateName(name);
    return this;
  }

  /** Sets an attribute. */
  public TraceSpan set(String name, String value) {
    span.setAttribute(name, value);
    return this;
  }

  /** Sets an attribute. */
  public TraceSpan set(String name, long value) {
    span.setAttribute(name, value);
    return this;
  }

  /**
   * Marks the work as failed.
   *
   * @param type one of a small, fixed set of words
   */
  public TraceSpan fail(String type) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute("error.type", type);
    return this;
  }

  /** Ends the span; later calls do nothing. */
  public void end() {
    span.end();
  }
}
