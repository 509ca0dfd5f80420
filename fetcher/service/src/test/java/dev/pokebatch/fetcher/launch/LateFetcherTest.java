package dev.pokebatch.fetcher.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Inbox;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.process.cluster.ClusterConfig;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A client in a cluster whose only fetcher is on a busy machine. */
class LateFetcherTest {

  /** Longer than fetchers need to announce themselves when they are called, in milliseconds. */
  private static final long LATE_MS = 2_500;

  @Test
  void aClientKnowsTheFetcherWhenItHasStarted() throws Exception {
    var port = freePort();
    var fetcher = start(port, port);
    try {
      playLateFetcher(fetcher.vertx());
      var gateway = start(freePort(), port);
      try {
        assertThat(startClient(gateway.vertx()).fetchers()).isEqualTo(1);
      } finally {
        gateway.vertx().close().await(1, TimeUnit.MINUTES);
      }
    } finally {
      fetcher.vertx().close().await(1, TimeUnit.MINUTES);
    }
  }

  /**
   * A fetcher that takes its time before it answers the roll call, and announces nothing before.
   */
  private static void playLateFetcher(Vertx vertx) throws TimeoutException {
    var announcement = new Announcement("late", "late", 1, 0, false);
    vertx
        .eventBus()
        .consumer(
            Addresses.ROLL_CALL,
            call ->
                vertx.setTimer(
                    LATE_MS, id -> vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, announcement)))
        .completion()
        .await(1, TimeUnit.MINUTES);
    Inbox.listen(
            vertx.eventBus(),
            Addresses.of(announcement.fetcher(), 0),
            request -> {},
            bundle -> {},
            cancel -> {},
            () -> announcement)
        .completion()
        .await(1, TimeUnit.MINUTES);
  }

  private static FetcherClient startClient(Vertx vertx) throws TimeoutException {
    Promise<FetcherClient> started = Promise.promise();
    vertx.runOnContext(here -> FetcherClient.start(vertx).onComplete(started));
    return started.future().await(1, TimeUnit.MINUTES);
  }

  private static ClusterNode start(int port, int known) throws TimeoutException {
    var settings =
        Map.of(
            "CLUSTER_NAME",
            "late",
            "CLUSTER_PORT",
            String.valueOf(port),
            "CLUSTER_MEMBERS",
            "127.0.0.1:" + known);
    return ClusterNode.clustered(ClusterConfig.read(Settings.of(settings)))
        .await(2, TimeUnit.MINUTES);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
