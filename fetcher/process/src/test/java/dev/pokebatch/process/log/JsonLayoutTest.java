package dev.pokebatch.process.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonLayoutTest {

  private final Vertx vertx = Vertx.vertx();
  private final JsonLayout layout = new JsonLayout();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void aLineIsAnObjectWithTheExceptionIfThereIsOne() {
    layout.start();
    var event = event();
    event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("a bug")));
    var line = layout.doLayout(event);

    assertThat(line).endsWith("}\n");
    var json = new JsonObject(line);
    assertThat(json.getString("message")).isEqualTo("two\nlines");
    assertThat(json.getString("exception")).contains("IllegalStateException: a bug", "at ");
    assertThat(json.containsKey("requestId")).isFalse();
  }

  @Test
  void aLineNamesTheRequestThatItsContextWorksForAlsoLater() throws TimeoutException {
    layout.start();
    var both = List.of(handle("one"), handle("two"));
    Future.join(both).await(20, TimeUnit.SECONDS);

    assertThat(both)
        .extracting(line -> new JsonObject(line.result()).getString("requestId"))
        .containsExactly("one", "two");
  }

  /** Handles a request as the HTTP server does, in a context of its own, and logs later. */
  private Future<String> handle(String id) {
    var line = Promise.<String>promise();
    ((ContextInternal) vertx.getOrCreateContext())
        .duplicate()
        .runOnContext(
            begin -> {
              RequestLocal.put(new RequestFields(id, "", ""));
              vertx.setTimer(1, later -> line.complete(layout.doLayout(event())));
            });
    return line.future();
  }

  private static LoggingEvent event() {
    var event = new LoggingEvent();
    event.setLoggerContext(new LoggerContext());
    event.setLoggerName("test");
    event.setLevel(Level.INFO);
    event.setMessage("two\nlines");
    event.setTimeStamp(0);
    return event;
  }
}
