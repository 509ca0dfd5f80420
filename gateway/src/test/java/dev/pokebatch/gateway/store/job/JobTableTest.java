package dev.pokebatch.gateway.store.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.store.StoreContract;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobTableTest extends StoreContract {

  @Test
  void aJobIsFoundAsItWasQueued() throws Exception {
    queued("first", NOW);
    var retry =
        new NewJob("second", "client", "ash", Buffer.buffer("x"), NOW + 1, 9, "first", null);
    write(tx -> new JobTable(tx).insert(retry));

    var job = find("second");

    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.createdAt()).isEqualTo(NOW + 1);
    assertThat(job.retryOf()).isEqualTo("first");
    assertThat(job.counts()).isEqualTo(DocumentCounts.ofTotal(9));
    assertThat(job.usage()).isEqualTo("{}");
    assertThat(job.lastSeq()).isZero();
    assertThat(job.startedAt()).isNull();
    assertThat(job.endReason()).isNull();
    assertThat(job.owner()).isNull();
    assertThat(maybe(tx -> new JobTable(tx).request("second"))).contains(Buffer.buffer("x"));
  }

  @Test
  void aRequestIsKeptByteByByte() throws Exception {
    var bytes = new byte[300_000];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    write(
        tx ->
            new JobTable(tx)
                .insert(new NewJob("j", "", "ash", Buffer.buffer(bytes), NOW, 1, null, null)));

    assertThat(maybe(tx -> new JobTable(tx).request("j")).orElseThrow().getBytes())
        .isEqualTo(bytes);
  }

  @Test
  void aJobThatIsNotThereIsNotFound() throws Exception {
    assertThat(maybe(tx -> new JobTable(tx).find("none"))).isEmpty();
    assertThat(maybe(tx -> new JobTable(tx).request("none"))).isEmpty();
  }

  @Test
  void theListHasTheNewestFirstAndPagesMissNothing() throws Exception {
    var expected = new ArrayList<String>();
    for (var i = 0; i < 7; i++) {
      // Every three are of the same millisecond.
      queued("job" + i, NOW + i / 3);
      expected.add(0, "job" + i);
    }

    var seen = new ArrayList<String>();
    var cursor = JobCursor.START;
    for (var page = list(null, cursor, 2); !page.isEmpty(); page = list(null, cursor, 2)) {
      page.forEach(job -> seen.add(job.id()));
      cursor = page.get(page.size() - 1).cursor();
    }

    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void theListCanBeOfOneState() throws Exception {
    queued("a", NOW);
    queued("b", NOW + 1);
    claim("owner", NOW + 2, 1);

    assertThat(list(JobState.RUNNING, JobCursor.START, 9)).extracting(JobRow::id).containsOnly("a");
    assertThat(list(JobState.QUEUED, JobCursor.START, 9)).extracting(JobRow::id).containsOnly("b");
    assertThat(list(JobState.ENDED, JobCursor.START, 9)).isEmpty();
  }

  @Test
  void whatHasExpiredIsFoundButNotListed() throws Exception {
    end(running("j", "owner"), NOW);

    assertThat(find("j").isExpired(NOW)).isTrue();
    assertThat(find("j").isExpired(NOW - 1)).isFalse();
    assertThat(list(null, JobCursor.START, 9)).isEmpty();
  }

  private List<JobRow> list(@Nullable JobState state, JobCursor after, int limit) throws Exception {
    return read(tx -> new JobTable(tx).list(null, state, after, NOW, limit));
  }

  @Test
  void aJobThatNobodyHasBegunHasNotStartedWhenItIsEnded() throws Exception {
    queued("j", NOW);
    assertThat(cancel("j").state()).isEqualTo(JobState.QUEUED);

    endedUnbegun("j", NOW + HOUR);

    var job = find("j");
    assertThat(job.state()).isEqualTo(JobState.ENDED);
    assertThat(job.startedAt()).isNull();
    assertThat(job.endedAt()).isEqualTo(NOW);
    assertThat(job.expiresAt()).isEqualTo(NOW + HOUR);
    assertThat(claim("owner", NOW + 6, 1)).isEmpty();
  }

  @Test
  void aJobThatRunsIsToStopAndItsOwnerHearsOfIt() throws Exception {
    var lease = running("j", "owner");

    assertThat(cancel("j").state()).isEqualTo(JobState.CANCELLING);
    assertThat(maybe(tx -> new LeaseTable(tx).renew(lease, NOW + HOUR)))
        .contains(JobState.CANCELLING);
    assertThat(cancel("j").state()).isEqualTo(JobState.CANCELLING);
    assertThat(append(lease, result(0, 0, OutcomeKind.CANCELLED))).isTrue();
    assertThat(end(lease, NOW + HOUR)).isTrue();
  }

  @Test
  void aJobThatHasEndedStaysAsItIsWhenItIsCancelled() throws Exception {
    end(running("j", "owner"), NOW + 1);
    var before = find("j");

    assertThat(cancel("j")).isEqualTo(before);
    assertThat(maybe(tx -> new JobTable(tx).requestCancel("none"))).isEmpty();
  }

  private JobRow cancel(String id) throws Exception {
    return write(tx -> new JobTable(tx).requestCancel(id)).orElseThrow();
  }
}
