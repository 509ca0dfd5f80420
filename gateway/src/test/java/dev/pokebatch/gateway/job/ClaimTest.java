package dev.pokebatch.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import dev.pokebatch.gateway.store.job.DocumentCounts;
import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.Lease;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests why a job ends, with a clock that the test advances. */
class ClaimTest {

  private static final long DEADLINE_MS = 60_000;

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void theTimeLimitCountsFromTheFirstClaim() {
    var claim = claimAfter(59_000);
    assertThat(claim.spentMs()).isEqualTo(59_000);
    assertThat(claim.endReason(oneFailed(), false, DEADLINE_MS)).isEqualTo(EndReason.COMPLETED);

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(claim.spentMs()).isEqualTo(DEADLINE_MS);
    assertThat(claim.endReason(oneFailed(), false, DEADLINE_MS)).isEqualTo(EndReason.EXPIRED);
  }

  @Test
  void aJobWhoseDocumentsAllSucceededInTimeOrNotIsCompleted() {
    var claim = claimAfter(DEADLINE_MS);
    assertThat(claim.endReason(summary(2, 0, 0), false, DEADLINE_MS))
        .isEqualTo(EndReason.COMPLETED);
  }

  @Test
  void aCancelledJobThatHadNothingLeftToCancelIsCompleted() {
    var claim = claimAfter(0);
    assertThat(claim.endReason(summary(2, 0, 0), true, DEADLINE_MS)).isEqualTo(EndReason.COMPLETED);
    assertThat(claim.endReason(summary(1, 0, 1), true, DEADLINE_MS)).isEqualTo(EndReason.CANCELLED);
  }

  private Claim claimAfter(long spentMs) {
    var row =
        new JobRow(
            "job",
            "owner",
            JobState.RUNNING,
            null,
            0,
            0L,
            null,
            null,
            null,
            null,
            DocumentCounts.ofTotal(2),
            "{}",
            0,
            "gateway",
            1L,
            1,
            0,
            null);
    var lease = new Lease("job", "gateway", 1, 1);
    var job = new ClaimedJob(row, "client", Buffer.buffer(), lease, 1, spentMs, null);
    return new Claim(job, Duration.ofDays(1), nanos::get);
  }

  private static Summary oneFailed() {
    return summary(1, 1, 0);
  }

  private static Summary summary(long succeeded, long failed, long cancelled) {
    return new Summary(
        2, succeeded, failed, 0, cancelled, 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of(), "");
  }
}
