package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.http.reference.EventLoops;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How late event loops are, and what {@code /v1/ticks} tells of it. */
class EventLoopsTest {

  private static final int BLOCKED = 1;

  @Test
  void anEventLoopThatIsBlockedIsLateWhileItIsAndOthersAreNot() throws InterruptedException {
    var vertx = Vertx.vertx();
    var release = new CountDownLatch(1);
    try {
      var loops = new EventLoops();
      var contexts = contexts(vertx, 3);
      contexts.forEach(loops::add);
      contexts.get(BLOCKED).runOnContext(turn -> awaitUninterruptibly(release));

      await().until(() -> TimeUnit.NANOSECONDS.toMillis(loops.lateNanos()[BLOCKED]) > 300);
      await()
          .until(
              () -> {
                var late = loops.lateNanos();
                return late[0] < late[BLOCKED] / 2 && late[2] < late[BLOCKED] / 2;
              });
      release.countDown();

      await().until(() -> TimeUnit.NANOSECONDS.toMillis(loops.lateNanos()[BLOCKED]) < 300);
    } finally {
      release.countDown();
      EmbeddedPair.await(vertx.close());
    }
  }

  @Test
  void ticksTellOfEveryEventLoopOfTheGateway() {
    var settings = Map.of("POKEAPI_URL", "sample", "GATEWAY_INSTANCES", "3");
    try (var pair = EmbeddedPair.start(settings)) {
      var client = new Client(pair.url());
      var request = client.request("GET", "/v1/ticks?count=2", Map.of(), new byte[0]);

      assertThat(client.send(request, BodyHandlers.ofLines()).body())
          .filteredOn(line -> line.startsWith("data:"))
          .hasSize(2)
          .extracting(line -> new JsonObject(line.substring("data:".length())))
          .allSatisfy(
              tick -> {
                assertThat(tick.getDouble("lateMs")).isNotNegative();
                assertThat(tick.getJsonArray("loopsLateMs"))
                    .hasSize(3)
                    .allSatisfy(late -> assertThat((Double) late).isNotNegative());
              });
    }
  }

  /** Those of verticles, which have an event loop each. */
  private static List<Context> contexts(Vertx vertx, int count) {
    var contexts = new CopyOnWriteArrayList<Context>();
    var options = new DeploymentOptions().setInstances(count);
    EmbeddedPair.await(vertx.deployVerticle(() -> new Registered(contexts), options));
    return contexts;
  }

  private static final class Registered extends VerticleBase {
    private final List<Context> contexts;

    private Registered(List<Context> contexts) {
      this.contexts = contexts;
    }

    @Override
    public Future<?> start() {
      contexts.add(context);
      return Future.succeededFuture();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
