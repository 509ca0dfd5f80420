package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a pair without work does: messages on the event bus and transactions of the database, of
 * four event loops of the fetcher and eight of the gateway. Rates are held against the time that
 * has really passed, so a slow machine only makes them lower.
 */
class RestTest {

  private static final int FETCHER_LOOPS = 4;
  private static final int GATEWAY_LOOPS = 8;
  private static final int ANNOUNCEMENTS = 8;

  private final Queue<String> sentTo = new ConcurrentLinkedQueue<>();
  private EmbeddedPair pair;

  @BeforeEach
  void start(@TempDir Path folder) {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL", "sample",
                "FETCHER_INSTANCES", String.valueOf(FETCHER_LOOPS),
                "GATEWAY_INSTANCES", String.valueOf(GATEWAY_LOOPS),
                "DATA_DIR", folder.toString()));
    pair.vertx()
        .eventBus()
        .addOutboundInterceptor(
            delivery -> {
              sentTo.add(delivery.message().address());
              delivery.next();
            });
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void onlyOneAnnouncementAProcessCrossesTheBusAndTheDatabaseIsAskedByOneEventLoop() {
    awaitAnnouncement(1); // what the start has sent has been sent
    sentTo.clear();
    var transactions = transactions();
    var begunAt = System.nanoTime();
    awaitAnnouncement(ANNOUNCEMENTS);
    var sent = sentTo.stream().toList();
    var asked = transactions() - transactions;
    var seconds = (System.nanoTime() - begunAt) / 1e9;

    assertThat(Set.copyOf(sent)).containsExactly(Addresses.ANNOUNCEMENTS);
    assertThat((double) sent.size())
        .isLessThanOrEqualTo(2 + seconds * 1_000 / Announcement.INTERVAL_MS);
    // The keys and the jobs once a second, what has expired once in ten seconds.
    assertThat(asked).isLessThanOrEqualTo(3 + 2.1 * seconds);
  }

  private void awaitAnnouncement(int count) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> sentTo.stream().filter(Addresses.ANNOUNCEMENTS::equals).count() >= count);
  }

  private double transactions() {
    return pair.metrics().registry().find("pokebatch.store.transaction.duration").timers().stream()
        .mapToDouble(timer -> timer.count())
        .sum();
  }
}
