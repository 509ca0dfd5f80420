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
import dev.pokebatch.process.metrics.Metrics;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What it costs to measure a document. */
class DocumentMetersTest {

  private static final int DOCUMENTS = 100_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final DocumentMeters meters = new DocumentMeters(new Metrics());

  @Test
  void nothingIsAllocatedForADocumentFromACache() {
    assertThat(allocatedFor(result(Origin.cached(CacheStatus.HIT, 0)))).isLessThan(DOCUMENTS);
  }

  @Test
  void nothingIsAllocatedForADocumentFromTheUpstream() {
    var origin = new Origin(CacheStatus.MISS, 0, 0, 1.5, 101.5);

    assertThat(allocatedFor(result(origin))).isLessThan(DOCUMENTS);
  }

  /** Returns the bytes that so many documents allocate: the least of several rounds. */
  private long allocatedFor(Result result) {
    LongSupplier round =
        () -> {
          var before = THREADS.getCurrentThreadAllocatedBytes();
          for (var i = 0; i < DOCUMENTS; i++) {
            meters.add(result);
          }
          return THREADS.getCurrentThreadAllocatedBytes() - before;
        };
    var least = Long.MAX_VALUE;
    for (var i = 0; i < 5; i++) {
      least = Math.min(least, round.getAsLong());
    }
    return least;
  }

  @SuppressWarnings("NullAway") // the step is not measured
  private static Result result(Origin origin) {
    var found = new FetchReply.Found(Buffer.buffer("{}"), origin, Effort.NONE, List.of());
    return new Result(
        null, 0, "pokemon/1", new Outcome.Replied(found), new Timing(0, 0.25, 120, "fetcher"));
  }
}
