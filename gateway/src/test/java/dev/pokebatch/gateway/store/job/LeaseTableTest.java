package dev.pokebatch.gateway.store.job;

import static dev.pokebatch.gateway.outcome.OutcomeKind.CANCELLED;
import static dev.pokebatch.gateway.outcome.OutcomeKind.FAILED;
import static dev.pokebatch.gateway.outcome.OutcomeKind.SKIPPED;
import static dev.pokebatch.gateway.outcome.OutcomeKind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StoreContract;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTableTest extends StoreContract {

  private static final long MINUTE = 60_000;

  @Test
  void theOldestJobsAreClaimedFirst() throws Exception {
    queued("young", NOW + 2);
    queued("old", NOW);
    queued("middle", NOW + 1);

    assertThat(claim("owner", NOW + 9, 2))
        .extracting(c -> c.job().id())
        .containsExactly("old", "middle");
    assertThat(claim("owner", NOW + 9, 2)).extracting(c -> c.job().id()).containsExactly("young");
    assertThat(claim("owner", NOW + 9, 2)).isEmpty();
  }

  @Test
  void clientsTakeTurns() throws Exception {
    queued("a1", "a", NOW);
    queued("a2", "a", NOW + 1);
    queued("a3", "a", NOW + 2);
    queued("b1", "b", NOW + 3);
    queued("b2", "b", NOW + 4);
    queued("c1", "c", NOW + 5);

    var order = new ArrayList<String>();
    for (var i = 0; i < 6; i++) {
      claim("owner", NOW + 10 + i, 1).forEach(claimed -> order.add(claimed.job().id()));
    }
    assertThat(order).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
  }

  @Test
  void aJobThatWasBegunGoesBeforeTheOtherClientsTurns() throws Exception {
    queued("begun", "a", NOW);
    claim("dead", NOW, 1);
    queued("b1", "b", NOW + 1);

    assertThat(claim("other", NOW + MINUTE, 2))
        .extracting(claimed -> claimed.job().id())
        .containsExactly("begun", "b1");
  }

  @Test
  void whoeverClaimsGetsAllThatIsNeededToRunTheJob() throws Exception {
    queued("j", NOW);

    var claimed = claim("owner", NOW + 9, 1).get(0);

    assertThat(claimed.request()).isEqualTo(job("j", NOW).request());
    assertThat(claimed.lease()).isEqualTo(new Lease("j", "owner", 1, NOW + 9 + MINUTE));
    assertThat(claimed.job()).isEqualTo(find("j"));
    assertThat(claimed.job().state()).isEqualTo(JobState.RUNNING);
    assertThat(claimed.job().startedAt()).isEqualTo(NOW + 9);
  }

  @Test
  void aJobWhoseLeaseHasRunOutIsClaimedAgainAndHasNotStartedAnew() throws Exception {
    running("j", "dead");

    assertThat(claim("other", NOW + MINUTE - 1, 1)).isEmpty();
    var claimed = claim("other", NOW + MINUTE, 1).get(0);
    assertThat(claimed.lease().token()).isEqualTo(2);
    assertThat(claimed.job().startedAt()).isEqualTo(NOW);
  }

  @Test
  void attemptsCountUnlessTheJobWasGivenBackOrItsOwnerLives() throws Exception {
    queued("j", NOW);

    assertThat(claim("first", NOW, 1).get(0).attempts()).isOne();
    var second = claim("second", NOW + MINUTE, 1).get(0);
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(second.spentMs()).isEqualTo(MINUTE);
    is(tx -> new LeaseTable(tx).release(second.lease()));
    var third = claim("third", NOW + MINUTE, 1).get(0);
    assertThat(third.attempts()).isEqualTo(2);
    assertThat(claim("fourth", NOW + HOUR, 1).get(0).attempts()).isEqualTo(3);
    survived(third.lease());
    assertThat(claim("fifth", NOW + 2 * HOUR, 1).get(0).attempts()).isEqualTo(3);
  }

  @Test
  void anOwnerThatClaimsItsJobAgainLivesAndAddsNoAttempt() throws Exception {
    queued("j", NOW);
    claim("dead", NOW, 1);

    var lost = claim("alive", NOW + MINUTE, 1).get(0);
    var again = claim("alive", NOW + HOUR, 1).get(0);
    assertThat(again.attempts()).isEqualTo(2);
    assertThat(again.lease().token()).isEqualTo(3);
    survived(lost.lease());

    assertThat(claim("other", NOW + 2 * HOUR, 1).get(0).attempts()).isEqualTo(3);
  }

  @Test
  void aJobThatItsOwnerLostAndNobodyClaimedIsReleased() throws Exception {
    queued("j", NOW);
    var lost = claim("first", NOW, 1).get(0);

    survived(lost.lease());

    assertThat(claim("second", NOW, 1).get(0).attempts()).isOne();
  }

  private void survived(Lease lost) throws Exception {
    write(
        tx -> {
          new LeaseTable(tx).survived(lost);
          return true;
        });
  }

  @Test
  void whoeverTakesAJobToEndItHasItsLease() throws Exception {
    var lost = running("j", "owner");

    var lease = maybe(tx -> new LeaseTable(tx).takeToEnd("j", "other", NOW)).orElseThrow();

    assertThat(append(lost, result(0, 0, SUCCEEDED))).isFalse();
    assertThat(append(lease, result(0, 0, CANCELLED))).isTrue();
    assertThat(end(lease, NOW + HOUR)).isTrue();
    assertThat(find("j").counts()).isEqualTo(new DocumentCounts(1, 0, 0, 0, 1));
    assertThat(maybe(tx -> new LeaseTable(tx).takeToEnd("j", "other", NOW))).isEmpty();
    assertThat(maybe(tx -> new LeaseTable(tx).takeToEnd("none", "other", NOW))).isEmpty();
  }

  @Test
  void aJobThatWasToStopIsStillToStopWhenItIsClaimedAgain() throws Exception {
    running("j", "dead");
    write(tx -> new JobTable(tx).requestCancel("j"));

    assertThat(claim("other", NOW + MINUTE, 1).get(0).job().state()).isEqualTo(JobState.CANCELLING);
  }

  @Test
  void noJobIsClaimedTwiceHoweverManyClaimAtOnce() throws Exception {
    for (var i = 0; i < 60; i++) {
      queued("job" + i, NOW + i);
    }
    var other = await(Database.open(vertx, config)); // another gateway
    var claims = new ArrayList<Future<List<ClaimedJob>>>();
    for (var i = 0; i < 40; i++) {
      var owner = "owner" + i;
      claims.add(
          (i % 2 == 0 ? database : other)
              .write(tx -> new LeaseTable(tx).claim(owner, NOW + HOUR, MINUTE, 3)));
    }
    await(Future.all(claims));
    await(other.close());

    assertThat(claims.stream().flatMap(claim -> claim.result().stream()).map(c -> c.job().id()))
        .doesNotHaveDuplicates()
        .hasSize(60);
    assertThat(claims).allSatisfy(c -> assertThat(c.result().size()).isLessThanOrEqualTo(3));
  }

  @Test
  void aRenewedLeaseLastsLonger() throws Exception {
    var lease = running("j", "owner");

    assertThat(renew(lease, NOW + 2 * MINUTE)).isTrue();
    assertThat(claim("other", NOW + MINUTE, 1)).isEmpty();
    assertThat(claim("other", NOW + 2 * MINUTE, 1)).hasSize(1);
    assertThat(renew(lease, NOW + 9 * MINUTE)).isFalse();
  }

  private boolean renew(Lease lease, long until) throws Exception {
    return write(tx -> new LeaseTable(tx).renew(lease, until)).isPresent();
  }

  @Test
  void whoHasSleptUntilAnotherTookOverWritesNothing() throws Exception {
    var lost = running("j", "sleeper");
    append(lost, result(0, 0, SUCCEEDED));
    var lease = claim("other", NOW + MINUTE, 1).get(0).lease();
    var before = find("j");

    assertThat(append(lost, result(0, 1, SUCCEEDED))).isFalse();
    assertThat(end(lost, NOW)).isFalse();
    assertThat(is(tx -> new LeaseTable(tx).release(lost))).isFalse();

    assertThat(find("j")).isEqualTo(before);
    assertThat(rows("results")).isOne();
    assertThat(append(lease, result(0, 1, SUCCEEDED))).isTrue();
  }

  @Test
  void theSameOwnerCannotWriteWithTheLeaseOfAnEarlierClaim() throws Exception {
    var lost = running("j", "owner");
    claim("owner", NOW + MINUTE, 1);

    assertThat(append(lost, result(0, 0, SUCCEEDED))).isFalse();
  }

  @Test
  void aLeaseThatHasRunOutIsGoodUntilAnotherTakesOver() throws Exception {
    var lease = running("j", "owner");

    assertThat(renew(lease, NOW - 1)).isTrue();
    assertThat(append(lease, result(0, 0, SUCCEEDED))).isTrue();
  }

  @Test
  void aJobThatWasGivenBackIsClaimedAtOnce() throws Exception {
    var lease = running("j", "owner");

    assertThat(is(tx -> new LeaseTable(tx).release(lease))).isTrue();
    assertThat(append(lease, result(0, 0, SUCCEEDED))).isFalse();
    assertThat(claim("other", NOW, 1)).hasSize(1);
  }

  @Test
  void resultsAreNumberedAndCountedAsTheyCome() throws Exception {
    var lease = running("j", "owner");
    append(lease, result(0, 1, SUCCEEDED), result(0, 0, FAILED));
    append(lease, result(1, -1, SKIPPED), result(2, 0, CANCELLED), result(3, 0, SUCCEEDED));

    var job = find("j");

    assertThat(job.counts()).isEqualTo(new DocumentCounts(4, 2, 1, 1, 1));
    assertThat(job.lastSeq()).isEqualTo(5);
    assertThat(job.usage()).isEqualTo("{\"requests\":1}");
    assertThat(all(tx -> new ResultTable(tx).bySeq("j", ResultFilter.ALL, PageSize.STREAMED)))
        .extracting(ResultRow.Numbered::seq)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aDocumentKeepsItsFirstResultAndIsCountedOnce() throws Exception {
    var lease = running("j", "owner");
    append(lease, result(0, 0, SUCCEEDED));
    append(lease, result(0, 0, FAILED), result(0, 1, FAILED), result(0, 1, SUCCEEDED));
    append(lease, result(0, 2, SKIPPED));

    assertThat(find("j").counts()).isEqualTo(new DocumentCounts(4, 1, 1, 1, 0));
    assertThat(all(tx -> new ResultTable(tx).bySeq("j", ResultFilter.ALL, PageSize.STREAMED)))
        .extracting(numbered -> numbered.result().outcome())
        .containsExactly(SUCCEEDED, FAILED, SKIPPED);
  }

  @Test
  void whatAStepStandsForIsWrittenWithTheResultsAndTheTotal() throws Exception {
    var lease = running("j", "owner");
    var resolution = new ResolutionRow(3, Buffer.buffer("[\"pokemon/1\"]"));
    var progress = new JobProgress(List.of(), List.of(resolution), 77, "{}");
    write(tx -> new LeaseTable(tx).append(lease, progress));
    write(tx -> new LeaseTable(tx).append(lease, progress)); // harmless

    assertThat(find("j").counts()).isEqualTo(DocumentCounts.ofTotal(77));
    assertThat(all(tx -> new ResumptionTable(tx).resolutions("j", -1, 9)))
        .containsExactly(resolution);
  }

  @Test
  void aJobThatHasEndedIsNobodysAndNothingIsWrittenToIt() throws Exception {
    var lease = running("j", "owner");

    assertThat(end(lease, NOW + HOUR)).isTrue();

    var job = find("j");
    assertThat(job.state()).isEqualTo(JobState.ENDED);
    assertThat(job.endReason()).isEqualTo(EndReason.COMPLETED);
    assertThat(job.endedAt()).isEqualTo(NOW);
    assertThat(job.expiresAt()).isEqualTo(NOW + HOUR);
    assertThat(job.owner()).isNull();
    assertThat(append(lease, result(0, 0, SUCCEEDED))).isFalse();
    assertThat(end(lease, NOW)).isFalse();
    assertThat(renew(lease, NOW + HOUR)).isFalse();
    assertThat(claim("other", NOW + 9 * HOUR, 1)).isEmpty();
  }

  @Test
  void lastResultsAndEndComeTogether() throws Exception {
    var lease = running("j", "owner");
    var last = new JobProgress(List.of(result(0, 0, SUCCEEDED)), List.of(), 1, "{\"done\":true}");
    write(
        tx -> {
          var table = new LeaseTable(tx);
          return table.append(lease, last) && table.end(lease, EndReason.EXPIRED, NOW, NOW + HOUR);
        });

    var job = find("j");
    assertThat(job.counts()).isEqualTo(new DocumentCounts(1, 1, 0, 0, 0));
    assertThat(job.usage()).isEqualTo("{\"done\":true}");
    assertThat(job.endReason()).isEqualTo(EndReason.EXPIRED);
  }
}
