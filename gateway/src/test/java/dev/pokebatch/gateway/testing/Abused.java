package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * A gateway and fetcher for abusive requests. They run on one event loop, so that its pauses can be
 * measured, and accept one batch at a time, so that a leaked permit is noticed at once.
 */
public final class Abused implements AfterEachCallback, AfterAllCallback {

  /**
   * For how long one request may hold the event loop, in milliseconds of a processor, for a machine
   * that others use too may take any time. To read a megabyte of JSON takes some tens, and so does
   * the largest evaluation of a path; the rest is for a slow machine. What grows with what is asked
   * for, without a bound, is soon in seconds.
   */
  private static final long HELD_MS = 250;

  private static final JsonObject GOOD =
      new JsonObject().put("requests", new JsonArray().add("pokemon/1"));

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final EmbeddedPair pair;
  private final Client client;

  /**
   * Starts it with these settings on top of the defaults; a test class's extension ends it, and
   * sees after each test that it is unharmed.
   */
  public Abused(Map<String, String> given) {
    var settings = new HashMap<>(given);
    settings.put("POKEAPI_URL", upstream.url());
    settings.put("CACHE_MAX_BYTES", "0");
    settings.put("GATEWAY_INSTANCES", "1");
    settings.put("FETCHER_INSTANCES", "1");
    settings.put("MAX_BATCHES", "1");
    pair = EmbeddedPair.startOnOneEventLoop(settings);
    client = new Client(pair.url());
    log.start();
    root().addAppender(log);
    play(new JsonObject());
  }

  /** Where the gateway listens. */
  public URI url() {
    return pair.url();
  }

  /** What the upstream does from now on; there is always a document that can be got. */
  public void play(JsonObject script) {
    upstream.play(
        script
            .copy()
            .put("pokemon/1", new JsonObject().put("body", new JsonObject().put("id", 1))));
  }

  /** Sends a body to be run as a batch. */
  public HttpResponse<String> post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a body to be run as a batch. */
  public HttpResponse<String> post(byte[] body) {
    var headers = Map.of("Content-Type", "application/json");
    return client.send(
        client.request("POST", "/v1/batches", headers, body), BodyHandlers.ofString());
  }

  /** Sends a valid batch and returns the answer. */
  public JsonObject run(JsonObject batch) {
    var answer = post(batch.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertOurWords(answer.body());
    return new JsonObject(answer.body());
  }

  /** Sends a body that is refused, and gives the problem. */
  public JsonObject refused(byte[] body, int status, String slug) {
    var answer = post(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertOurWords(answer.body());
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("type")).isEqualTo("/problems/" + slug);
    return problem;
  }

  /**
   * Does it twice, and the second time sees that the event loop goes on ticking: that code is slow
   * when it runs first is not what is abused.
   */
  public void holdsTheEventLoopForMomentsOnly(Runnable abuse) {
    abuse.run();
    try (var loop = Ticker.onEventLoop(pair.vertx())) {
      await().until(() -> loop.ticks() > 0);
      abuse.run();
      var ticks = loop.ticks();
      await().until(() -> loop.ticks() > ticks);

      assertThat(loop.longestWorkMs()).isLessThan(HELD_MS);
    }
  }

  /** The next client is served, and nothing has been logged as a fault of ours. */
  public void assertUnharmed() {
    var answer = client.post(GOOD, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getBoolean("complete")).isTrue();
    assertThat(errors()).isEmpty();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    assertUnharmed();
  }

  /** No exception's words are in it. */
  public static void assertOurWords(String body) {
    assertThat(body).doesNotContain("Exception", "java.", "io.");
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    root().detachAppender(log);
    pair.close();
    upstream.close();
  }

  /** What has been logged since this was last asked. */
  private List<String> errors() {
    synchronized (log) {
      var errors =
          log.list.stream()
              .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
              .map(event -> event.getFormattedMessage() + " " + event.getThrowableProxy())
              .toList();
      log.list.clear();
      return errors;
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
