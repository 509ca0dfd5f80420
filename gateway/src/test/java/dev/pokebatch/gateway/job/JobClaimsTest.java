package dev.pokebatch.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.StoreContract;
import dev.pokebatch.gateway.store.job.ClaimedJob;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Claims under leases that expire at once, as they do on a machine that stands still. */
class JobClaimsTest extends StoreContract {

  private static final int EVENT_LOOPS = 8;

  @Test
  void eventLoopsThatTakeAJobFromEachOtherAreOneAttempt() throws Exception {
    queued("j", NOW);
    var process = claims();
    var first = claim(process);

    for (var i = 1; i < EVENT_LOOPS; i++) {
      assertThat(claim(process).attempts()).isOne();
    }

    process.survived(first.lease()); // its event loop learns late that another has the job
    assertThat(claim(claims()).attempts()).isEqualTo(2);
  }

  @Test
  void aProcessThatLivesTakesItsAttemptBack() throws Exception {
    queued("j", NOW);
    var stalled = claims();
    var lost = claim(stalled);
    claim(claims()); // and this one is killed

    stalled.survived(lost.lease());
    assertThat(claim(stalled).attempts()).isEqualTo(2);
  }

  @Test
  void gatewaysThatAreKilledAddAnAttemptEach() throws Exception {
    queued("j", NOW);

    for (var attempt = 1; attempt < 5; attempt++) {
      assertThat(claim(claims()).attempts()).isEqualTo(attempt);
    }
  }

  private JobClaims claims() {
    return new JobClaims(database, Duration.ZERO, 1);
  }

  private static ClaimedJob claim(JobClaims process) throws Exception {
    var claimed = await(process.claim());
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }
}
