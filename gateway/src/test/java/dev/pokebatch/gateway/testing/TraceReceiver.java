package dev.pokebatch.gateway.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Receives spans by OTLP over HTTP (protobuf), as a collector does. */
public final class TraceReceiver implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final List<Received> spans = new CopyOnWriteArrayList<>();
  private final int port;

  /**
   * A span.
   *
   * @param service name of the service that has sent it
   */
  public record Received(String service, Span span) {

    /** Its name. */
    public String name() {
      return span.getName();
    }

    /** The id of its trace, in hexadecimal digits. */
    public String traceId() {
      return hex(span.getTraceId());
    }

    /** Its id, in hexadecimal digits. */
    public String id() {
      return hex(span.getSpanId());
    }

    /** The id of the span around it; empty for none. */
    public String parentId() {
      return hex(span.getParentSpanId());
    }

    /** The ids of the spans that it links to, in hexadecimal digits. */
    public List<String> links() {
      return span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList();
    }

    /** Whether its work has failed. */
    public boolean hasFailed() {
      return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
    }

    /** Its attributes, numbers as texts. */
    public Map<String, String> attributes() {
      return texts(span.getAttributesList());
    }
  }

  /** Starts it on loopback. */
  public TraceReceiver() {
    port =
        EmbeddedPair.await(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        request ->
                            request
                                .body()
                                .onSuccess(
                                    body -> {
                                      add(body);
                                      request.response().end();
                                    }))
                    .listen(0, "127.0.0.1"))
            .actualPort();
  }

  /** The settings of a process that sends its spans here. */
  public Map<String, String> settings() {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port, "OTEL_BSP_SCHEDULE_DELAY", "50");
  }

  /** The spans that have come. */
  public List<Received> spans() {
    return List.copyOf(spans);
  }

  /** Waits until a span has come. */
  public Received awaitSpan(Predicate<Received> which) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> spans.stream().filter(which).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private void add(Buffer body) {
    try {
      for (var resource :
          ExportTraceServiceRequest.parseFrom(body.getBytes()).getResourceSpansList()) {
        var service = texts(resource.getResource().getAttributesList()).get("service.name");
        resource.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .map(span -> new Received(String.valueOf(service), span))
            .forEach(spans::add);
      }
    } catch (InvalidProtocolBufferException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, one -> text(one.getValue())));
  }

  private static String text(AnyValue value) {
    return value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }
}
