package dev.pokebatch.process.trace;

import dev.pokebatch.contract.Correlation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Begins the traces of a process and sends their spans; if it is off, does neither. */
public final class Tracing {

  /** Records nothing. */
  public static final Tracing OFF = new Tracing(null);

  private static final String SCOPE = "dev.pokebatch";
  private static final long CLOSE_SECONDS = 5;

  /** What differs from the SDK's own defaults: only traces are sent, and no value grows long. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none",
          "otel.attribute.value.length.limit", "512");

  /** The library logs through the JDK, which refers to loggers weakly. */
  private static final Logger LIBRARY_LOG = Logger.getLogger("io.opentelemetry");

  private final @Nullable OpenTelemetrySdk sdk;
  private final @Nullable Tracer tracer;

  private Tracing(@Nullable OpenTelemetrySdk sdk) {
    this.sdk = sdk;
    this.tracer = sdk == null ? null : sdk.getTracer(SCOPE);
  }

  /**
   * Starts to send spans, if that is configured.
   *
   * @param instance name of this process, different after each start
   */
  public static Tracing start(TraceConfig config, String instance) {
    if (!config.isOn()) {
      return OFF;
    }
    if (LIBRARY_LOG.getHandlers().length == 0) {
      LIBRARY_LOG.setUseParentHandlers(false);
      LIBRARY_LOG.addHandler(new SLF4JBridgeHandler());
    }
    var own =
        Resource.create(Attributes.of(AttributeKey.stringKey("service.instance.id"), instance));
    return new Tracing(
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> DEFAULTS)
            .addPropertiesCustomizer(environment -> config.properties())
            .addResourceCustomizer((resource, properties) -> own.merge(resource))
            .build()
            .getOpenTelemetrySdk());
  }

  /** Whether anything is recorded. */
  public boolean isOn() {
    return tracer != null;
  }

  /**
   * Begins the span of an HTTP request, in the trace that its client names or in a new one.
   *
   * @param header returns the value of a header field of the request, or null
   */
  public TraceSpan beginRequest(
      String name, Function<String, @Nullable String> header, String requestId) {
    return tracer == null
        ? TraceSpan.unrecorded(new Correlation(requestId, "", ""))
        : begin(tracer, name, SpanKind.SERVER, Propagation.read(header), requestId);
  }

  /**
   * Begins a trace of work that no request waits for.
   *
   * @param link the {@linkplain TraceSpan#link span} that caused it; null for none
   */
  public TraceSpan beginTrace(String name, String requestId, @Nullable String link) {
    if (tracer == null) {
      return TraceSpan.unrecorded(new Correlation(requestId, "", ""));
    }
    var span = tracer.spanBuilder(name).setSpanKind(SpanKind.CONSUMER).setNoParent();
    if (link != null) {
      span.addLink(Propagation.read(new Correlation(requestId, link, "")).getSpanContext());
    }
    return TraceSpan.of(tracer, span.startSpan(), requestId);
  }

  /** Begins the span of a received message, if its sender records the trace. */
  public TraceSpan beginConsumer(String name, Correlation from) {
    if (tracer == null || from.traceparent().isEmpty()) {
      return TraceSpan.unrecorded(from);
    }
    var sender = Propagation.read(from);
    return sender.getSpanContext().isSampled()
        ? begin(tracer, name, SpanKind.CONSUMER, sender, from.requestId())
        : TraceSpan.of(tracer, sender, from.requestId());
  }

  private static TraceSpan begin(
      Tracer tracer, String name, SpanKind kind, Span parent, String requestId) {
    var span =
        tracer
            .spanBuilder(name)
            .setSpanKind(kind)
            .setParent(Context.root().with(parent))
            .startSpan();
    return TraceSpan.of(tracer, span, requestId);
  }

  /** Sends the spans that have ended, and no more after that. Blocks for at most five seconds. */
  public void close() {
    if (sdk != null) {
      sdk.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
