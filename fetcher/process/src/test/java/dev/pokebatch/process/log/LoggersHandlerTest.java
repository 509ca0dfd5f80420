package dev.pokebatch.process.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.process.health.Health;
import dev.pokebatch.process.health.HealthServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /loggers} accepts. */
class LoggersHandlerTest {

  private final Vertx vertx = Vertx.vertx();
  private final int port =
      HealthServer.start(
              vertx,
              "127.0.0.1",
              0,
              () -> new Health(Health.Status.UP, Map.of()),
              Map.of("/loggers", LoggersHandler.route()))
          .await();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void aLevelIsSetAndTakenBack() throws Exception {
    var name = "dev.pokebatch.loggers.test";

    assertThat(levels("?name=" + name + "&level=debug").getString(name)).isEqualTo("DEBUG");
    assertThat(levels("?name=" + name).containsKey(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?level=DEBUG",
        "?name=&level=DEBUG",
        "?name=dev.pokebatch&level=LOUD",
        "?name=ROOT",
        "?name=a%0Ab&level=DEBUG",
        "?name=two%20words&level=DEBUG",
        "?name=%e3%83%94&level=DEBUG",
      })
  void anInvalidNameOrLevelChangesNothing(String query) throws Exception {
    var before = send("GET", "").body();
    var refused = send("PUT", query);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).startsWith("name and level");
    assertThat(send("GET", "").body()).isEqualTo(before);
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    var refused = send("POST", "?name=dev.pokebatch&level=DEBUG");

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("GET, PUT");
  }

  private JsonObject levels(String query) throws IOException, InterruptedException {
    return new JsonObject(send("PUT", query).body());
  }

  private HttpResponse<String> send(String method, String query)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port + "/loggers" + query);
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
