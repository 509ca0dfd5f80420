package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Ports;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Log lines while the upstream is unreachable. */
class UnreachableUpstreamTest {

  private static final String ABOUT = "upstream";

  private final Queue<ILoggingEvent> log = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getFormattedMessage().contains(ABOUT)) {
            log.add(event);
          }
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    logger().addAppender(appender);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(appender);
  }

  @Test
  void anUpstreamThatIsUnreachableFromTheStartIsOneWarningAndItsReturnOneLine() {
    var port = Ports.next();
    var url = "http://127.0.0.1:" + port + "/api/v2";
    var settings = Map.of("POKEAPI_URL", url, "UPSTREAM_TRIES", "1");
    try (var pair = EmbeddedPair.start(settings)) {
      var client = new Client(pair.url());
      var failed = client.batch(batch("pokemon/1..20"));
      assertThat(failed.getJsonObject("summary").getInteger("failed")).isEqualTo(20);
      client.batch(batch("pokemon/1..100"));
      assertThat(levels()).containsExactly(Level.WARN);

      try (var back = new Sample(SampleConfig.defaults().withLatencyMs(0).withPort(port))) {
        await()
            .until(
                () ->
                    client.batch(batch("pokemon/1")).getJsonObject("summary").getInteger("failed")
                        == 0);
        assertThat(back.stats().requests()).isPositive();
        assertThat(levels()).containsExactly(Level.WARN, Level.INFO);
      }
    }
  }

  private List<Level> levels() {
    return log.stream().map(ILoggingEvent::getLevel).toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("dev.pokebatch.fetcher");
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get)).put("fields", "id");
  }
}
