package dev.pokebatch.fetcher.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.Correlation;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.contract.client.MemoryGrant;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FetcherDeploymentTest {

  @Test
  void itsHealthCountsCallsByOutcome() throws Exception {
    var settings = Settings.of(Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0"));
    var fetcher = FetcherSettings.fetcher(settings);
    var node = await(ClusterNode.alone());
    try {
      var up = await(FetcherDeployment.deploy(node, fetcher, FetcherSettings.sample(settings)));
      assertThat(up.health().details()).isEqualTo(Map.of("served", 0L, "calls", Map.of()));

      fetch(node, "pokemon/25");
      fetch(node, "pokemon/25");
      fetch(node, "pokemon/nobody");
      assertThat(up.health().ready()).isTrue();
      assertThat(up.health().details())
          .isEqualTo(Map.of("served", 3L, "calls", Map.of("miss", 1L, "hit", 1L, "not_found", 1L)));

      await(up.leave(Duration.ofSeconds(1)));
      assertThat(up.health().ready()).isFalse();
    } finally {
      await(node.vertx().close());
    }
  }

  private static FetchReply fetch(ClusterNode node, String target) throws TimeoutException {
    Promise<FetchReply> replied = Promise.promise();
    node.vertx()
        .runOnContext(
            here ->
                FetcherClient.start(node.vertx())
                    .compose(
                        client ->
                            client
                                .fetch(
                                    "",
                                    target,
                                    Projection.ALL,
                                    Expansion.NONE,
                                    TransportKind.NON_BLOCKING,
                                    CacheMode.DEFAULT,
                                    new Budget(10_000),
                                    FetcherClient.A_MOMENT,
                                    MemoryGrant.UNBOUNDED,
                                    Correlation.NONE)
                                .reply())
                    .onComplete(replied));
    return await(replied.future());
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
