package dev.pokebatch.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.PostgresServer;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pods of the development overlay, as processes, while users ask for batches, streams and jobs:
 * upgraded, drained, killed. Nothing that was asked for is lost.
 */
class UpgradeIT {

  private static final int LATENCY_MS = 100;

  private static Sample sample;
  private static LocalCluster cluster;

  @BeforeAll
  static void start(@TempDir Path volumes) {
    var manifests = Kustomize.render("overlays/development");
    sample =
        new Sample(
            SampleConfig.defaults()
                .withDocuments(60_000)
                .withDocumentKb(40)
                .withLatencyMs(LATENCY_MS));
    var database = PostgresServer.shared().emptySchema();
    cluster = new LocalCluster(manifests, sample.url(), database, volumes);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (sample != null) {
      sample.close();
    }
  }

  @Test
  void aRollingUpgradeOfEverythingLosesNothing() {
    var refused = cluster.refused();
    var client = new RetryingClient(cluster.url());
    try (var users = new Users(client)) {
      users.awaitMore();
      var fetchers = CompletableFuture.runAsync(cluster::upgradeFetchers);
      cluster.upgradeGateways();
      fetchers.join();
      users.awaitMore();
      assertThat(users.failures()).as(users.toString()).isEmpty();
      assertThat(client.cuts()).isZero();
    }
    assertThat(cluster.refused()).isEqualTo(refused);
  }

  @Test
  void aDrainedNodeLosesNothing() {
    var refused = cluster.refused();
    var client = new RetryingClient(cluster.url());
    try (var users = new Users(client)) {
      users.awaitMore();
      cluster.drain();
      users.awaitMore();
      assertThat(users.failures()).as(users.toString()).isEmpty();
      assertThat(client.cuts()).isZero();
    }
    assertThat(cluster.refused()).isEqualTo(refused);
  }

  @Test
  void aKilledPodOfEachKindCostsItsConnectionsAndNothingElse() {
    var client = new RetryingClient(cluster.url());
    try (var users = new Users(client)) {
      users.awaitMore();
      client.tolerateCuts();
      cluster.kill();
      users.awaitMore();
      assertThat(users.failures()).as(users.toString()).isEmpty();
    }
  }
}
