package dev.pokebatch.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.health.Health;
import dev.pokebatch.process.health.HealthServer;
import dev.pokebatch.process.health.ManagementRoute;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code /debug} answers. */
class DebugHandlerTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void itShowsTheServiceAndAllThreads() throws Exception {
    var answer = new JsonObject(send("GET").body());

    assertThat(answer.getString("member")).isEqualTo("me");
    assertThat(answer.getJsonArray("members")).isEmpty();
    assertThat(answer.getInteger("batchesInFlight")).isEqualTo(3);
    assertThat(answer.getJsonArray("threads").stream().map(JsonObject.class::cast))
        .anyMatch(thread -> thread.getString("name").startsWith("vert.x-eventloop"))
        .anyMatch(thread -> thread.getJsonArray("stack").encode().contains("DebugHandlerTest"));
  }

  @Test
  void itIsOnlyRead() throws Exception {
    var refused = send("POST");

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  private HttpResponse<String> send(String method) throws Exception {
    var handler = new DebugHandler(ClusterNode.of(vertx, "me"), new Busy());
    var port =
        HealthServer.start(
                vertx,
                "127.0.0.1",
                0,
                new Busy()::health,
                Map.of("/debug", ManagementRoute.read(handler)))
            .await();
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/debug"))
            .method(method, BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static final class Busy implements Service {
    @Override
    public String description() {
      return "busy";
    }

    @Override
    public Health health() {
      return new Health(Health.Status.UP, Map.of());
    }

    @Override
    public Future<JsonObject> debug() {
      return Future.succeededFuture(new JsonObject().put("batchesInFlight", 3));
    }

    @Override
    public Future<?> leave(Duration grace) {
      return Future.succeededFuture();
    }
  }
}
