package dev.pokebatch.process.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A JSON object a line: {@code time} (RFC 3339), {@code level}, {@code logger}, {@code message},
 * and if there are any {@code requestId}, {@code traceId} and {@code exception}, which is the stack
 * trace.
 */
public final class JsonLayout extends LayoutBase<ILoggingEvent> {

  private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

  @Override
  public void start() {
    traces.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    var time = Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault());
    var json =
        new JsonObject()
            .put("time", time.toOffsetDateTime().toString())
            .put("level", event.getLevel().toString())
            .put("logger", event.getLoggerName())
            .put("message", event.getFormattedMessage());
    var request = RequestLocal.find();
    if (!request.requestId().isEmpty()) {
      json.put("requestId", request.requestId());
    }
    if (!request.traceId().isEmpty()) {
      json.put("traceId", request.traceId());
    }
    if (event.getThrowableProxy() != null) {
      json.put("exception", traces.convert(event));
    }
    return json.encode() + "\n";
  }
}
