package dev.pokebatch.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Origin;
import dev.pokebatch.gateway.run.Outcome;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Timing;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which documents of a batch are logged as the slowest, and what it costs to find them. */
class SlowestDocumentsTest {

  private static final int DOCUMENTS = 100_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final SlowestDocuments slowest = new SlowestDocuments();

  @Test
  void theFiveSlowestAreNamedTheSlowestFirst() {
    for (var ms : List.of(30, 10, 70, 20, 60, 50, 40)) {
      slowest.add(result("pokemon/" + ms, ms));
    }

    assertThat(slowest)
        .hasToString(
            "pokemon/70 70 ms (queue 0, upstream 0, cut 70);"
                + " pokemon/60 60 ms (queue 0, upstream 0, cut 60);"
                + " pokemon/50 50 ms (queue 0, upstream 0, cut 50);"
                + " pokemon/40 40 ms (queue 0, upstream 0, cut 40);"
                + " pokemon/30 30 ms (queue 0, upstream 0, cut 30)");
  }

  @Test
  void fewerThanFiveAreAllNamed() {
    slowest.add(result("pokemon/1", 1));
    slowest.add(result("pokemon/2", 2));

    assertThat(slowest.toString()).matches("pokemon/2 2 ms .*; pokemon/1 1 ms [^;]*");
  }

  @Test
  void aLinkOfAnyTextLeavesTheLogOneShortLine() {
    slowest.add(result("a\nb" + "c".repeat(1_000), 1));

    assertThat(slowest.toString()).startsWith("a?b" + "c".repeat(97) + " 1 ms");
  }

  /** As in a batch of many, where each document has waited longer than the one before. */
  @Test
  void documentsThatAreSlowerAndSlowerCostAnEntryEach() {
    var results = new Result[DOCUMENTS];
    for (var i = 0; i < DOCUMENTS; i++) {
      results[i] = result("pokemon/1", i);
    }
    var before = THREADS.getCurrentThreadAllocatedBytes();
    for (var result : results) {
      slowest.add(result);
    }

    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(100L * DOCUMENTS);
  }

  @SuppressWarnings("NullAway") // the step is not measured
  private static Result result(String target, double ms) {
    var origin = Origin.cached(CacheStatus.HIT, 0);
    var found = new FetchReply.Found(Buffer.buffer("{}"), origin, Effort.NONE, List.of());
    return new Result(null, 0, target, new Outcome.Replied(found), new Timing(0, 0, ms, "fetcher"));
  }
}
