package dev.pokebatch.gateway.store.job;

import static dev.pokebatch.gateway.outcome.OutcomeKind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.StoreContract;
import dev.pokebatch.gateway.store.job.PurgeTable.Deletion;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurgeTableTest extends StoreContract {

  @Test
  void onlyWhatHasEndedIsDeletedAndItIsGoneAtOnce() throws Exception {
    var lease = running("j", "owner");
    append(lease, result(0, 0, SUCCEEDED));

    assertThat(delete("none")).isEqualTo(Deletion.NONE);
    assertThat(delete("j")).isEqualTo(Deletion.NOT_ENDED);
    end(lease, NOW + HOUR);
    assertThat(delete("j")).isEqualTo(Deletion.DELETED);

    assertThat(maybe(tx -> new JobTable(tx).find("j"))).isEmpty();
    assertThat(maybe(tx -> new JobTable(tx).request("j"))).isEmpty();
    assertThat(all(tx -> new JobTable(tx).list(null, null, JobCursor.START, NOW, 9))).isEmpty();
    assertThat(maybe(tx -> new JobTable(tx).requestCancel("j"))).isEmpty();
    assertThat(delete("j")).isEqualTo(Deletion.NONE);
  }

  @Test
  void whatWasDeletedIsRemovedStepByStepAndLeavesNothing() throws Exception {
    ended("j", 5);
    delete("j");

    assertThat(purge(NOW, 2)).isTrue();
    assertThat(rows("results")).isEqualTo(3);
    assertThat(purge(NOW, 2)).isTrue();
    assertThat(rows("results")).isOne();
    assertThat(purge(NOW, 100)).isFalse();

    assertThat(rows("results")).isZero();
    assertThat(rows("resolutions")).isZero();
    assertThat(rows("carried")).isZero();
    assertThat(rows("jobs")).isZero();
  }

  @Test
  void ofWhatHasExpiredATombstoneStaysForAWhile() throws Exception {
    ended("j", 5);

    assertThat(purge(NOW + HOUR - 1, 100)).isFalse();
    assertThat(rows("results")).isEqualTo(5);
    assertThat(purge(NOW + HOUR, 100)).isFalse();
    assertThat(rows("results")).isZero();

    var tombstone = find("j");
    assertThat(tombstone.isExpired(NOW + HOUR)).isTrue();
    assertThat(tombstone.purgedAt()).isEqualTo(NOW + HOUR);
    assertThat(maybe(tx -> new JobTable(tx).request("j"))).contains(Buffer.buffer());
    assertThat(all(tx -> new JobTable(tx).list(null, null, JobCursor.START, 0, 9))).isEmpty();
    assertThat(delete("j")).isEqualTo(Deletion.NONE);

    assertThat(purge(NOW + 2 * HOUR - 1, 100)).isFalse();
    assertThat(rows("jobs")).isOne();
    assertThat(purge(NOW + 2 * HOUR, 100)).isFalse();
    assertThat(rows("jobs")).isZero();
  }

  @Test
  void whatRunsOrIsKeptIsNotTouched() throws Exception {
    ended("kept", 2);
    append(running("runs", "owner"), result(0, 0, SUCCEEDED));
    queued("waits", NOW);

    assertThat(purge(NOW + HOUR - 1, 100)).isFalse();

    assertThat(rows("jobs")).isEqualTo(3);
    assertThat(rows("results")).isEqualTo(3);
  }

  @Test
  void keysThatHaveExpiredAreRemoved() throws Exception {
    write(tx -> new IdempotencyTable(tx).insert(job("a", NOW), "a", "h", NOW + 1));
    write(tx -> new IdempotencyTable(tx).insert(job("b", NOW), "b", "h", NOW + 2));

    purge(NOW + 1, 100);

    assertThat(rows("idempotency")).isOne();
    assertThat(rows("jobs")).isEqualTo(2);
  }

  @Test
  void aJobGoesThoughItsKeyIsRememberedForLonger() throws Exception {
    write(tx -> new IdempotencyTable(tx).insert(job("a", NOW), "key", "h", NOW + 9 * HOUR));
    endedUnbegun("a", NOW);
    purge(NOW, 100);
    purge(NOW + HOUR, 100);

    assertThat(rows("jobs")).isZero();
    Object again =
        write(tx -> new IdempotencyTable(tx).insert(job("b", NOW), "key", "h", NOW + HOUR));
    assertThat(again).isInstanceOf(IdempotencyTable.Created.class);
  }

  /** A job with results, a resolution and a carried document, to be kept for an hour. */
  private void ended(String id, int results) throws Exception {
    var lease = running(id, "owner");
    for (var i = 0; i < results; i++) {
      append(lease, result(0, i, SUCCEEDED));
    }
    var resolution = new ResolutionRow(0, Buffer.buffer("[]"));
    write(
        tx -> {
          tx.update("INSERT INTO carried (job_id, step, item) VALUES (?, 0, 99)", id);
          return new LeaseTable(tx)
              .append(lease, new JobProgress(List.of(), List.of(resolution), results, "{}"));
        });
    end(lease, NOW + HOUR);
  }

  private Deletion delete(String id) throws Exception {
    return write(tx -> new PurgeTable(tx).delete(id, NOW));
  }

  private boolean purge(long now, int limit) throws Exception {
    return write(tx -> new PurgeTable(tx).purge(now, HOUR, limit));
  }
}
