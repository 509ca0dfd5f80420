package dev.pokebatch.gateway.store;

import static dev.pokebatch.gateway.outcome.OutcomeKind.FAILED;
import static dev.pokebatch.gateway.outcome.OutcomeKind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.store.collection.CollectionTable;
import dev.pokebatch.gateway.store.collection.NewCollection;
import dev.pokebatch.gateway.store.collection.Precondition;
import dev.pokebatch.gateway.store.job.DocumentCursor;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.PageSize;
import dev.pokebatch.gateway.store.job.PurgeTable;
import dev.pokebatch.gateway.store.job.ResultFilter;
import dev.pokebatch.gateway.store.job.ResultRow;
import dev.pokebatch.gateway.store.job.ResultTable;
import dev.pokebatch.gateway.store.job.ResumptionTable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bytes are counted with the rows that have them, and results are stored compressed. */
class StorageQuotaTest extends StoreContract {

  @Test
  void aJobsBytesAreCountedUntilItIsPurged() throws Exception {
    var lease = running("j", "owner");
    var empty = stored(StorageQuota.JOBS);
    append(lease, result(0, 0, SUCCEEDED, 1_000), result(0, 1, FAILED, 500));
    append(lease, result(0, 1, FAILED, 500), result(0, 2, SUCCEEDED, 3_003)); // one twice

    assertThat(find("j").documentBytes()).isEqualTo(997 + 3_000);
    assertThat(stored(StorageQuota.JOBS)).isGreaterThan(empty).isEqualTo(sumOfJobs());
    end(lease, NOW + HOUR);
    write(tx -> new PurgeTable(tx).delete("j", NOW));
    while (is(tx -> new PurgeTable(tx).purge(NOW, 0, 2))) {}
    assertThat(stored(StorageQuota.JOBS)).isZero();
  }

  @Test
  void aTombstoneHasNone() throws Exception {
    var lease = running("j", "owner");
    append(lease, result(0, 0, SUCCEEDED, 1_000));
    end(lease, NOW);
    while (is(tx -> new PurgeTable(tx).purge(NOW, HOUR, 100))) {}

    assertThat(rows("jobs")).isOne();
    assertThat(stored(StorageQuota.JOBS)).isZero();
    while (is(tx -> new PurgeTable(tx).purge(NOW + 2 * HOUR, HOUR, 100))) {}
    assertThat(rows("jobs")).isZero();
    assertThat(stored(StorageQuota.JOBS)).isZero();
  }

  @Test
  void whatOneJobHandsToAnotherIsCounted() throws Exception {
    var lease = running("first", "owner");
    append(lease, result(0, 0, SUCCEEDED), result(0, 1, SUCCEEDED));
    end(lease, NOW + HOUR);
    write(
        tx -> {
          new JobTable(tx).insert(job("second", NOW));
          new ResumptionTable(tx).copyProgress("second", "first", "x".repeat(1_000));
          return true;
        });

    assertThat(stored(StorageQuota.JOBS))
        .isEqualTo(sumOfJobs())
        .isGreaterThan(2 * 512 + 4 * 128 + 1_000);
  }

  @Test
  void resultsAreStoredCompressedAndReadAsTheyWere() throws Exception {
    var lease = running("j", "owner");
    var text = Buffer.buffer("{\"body\":" + "[\"some text\"],".repeat(5_000) + "1}");
    var large = new ResultRow(0, 0, 200, SUCCEEDED, "pokemon/0", 8, text);
    append(lease, large, result(0, 1, FAILED, 40));

    var found = read(tx -> new ResultTable(tx).bySeq("j", ResultFilter.ALL, PageSize.STREAMED));
    assertThat(found).extracting(ResultRow.Numbered::result).first().isEqualTo(large);
    var inOrder =
        read(
            tx ->
                new ResultTable(tx)
                    .inRequestOrder(
                        "j", DocumentCursor.START, ResultFilter.ALL, PageSize.STREAMED));
    assertThat(inOrder).isEqualTo(found);
    assertThat(number("SELECT SUM(length(members)) AS number FROM results"))
        .isLessThan(text.length() / 10);
    assertThat(find("j").documentBytes()).isEqualTo(text.length() - 8);
  }

  @Test
  void aPageOfCompressedResultsIsNoLargerThanAPageOfOthers() throws Exception {
    var lease = running("j", "owner");
    var rows =
        IntStream.range(0, 4)
            .mapToObj(
                i -> new ResultRow(0, i, 200, SUCCEEDED, "a", 0, Buffer.buffer("x".repeat(10_000))))
            .toArray(ResultRow[]::new);
    append(lease, rows);

    var page =
        read(tx -> new ResultTable(tx).bySeq("j", ResultFilter.ALL, new PageSize(9, 20_000)));
    assertThat(page).hasSize(2);
  }

  @Test
  void resultsFromBeforeTheyWereCompressedCanBeRead() throws Exception {
    queued("j", NOW);
    var old = Buffer.buffer("{\"old\":true}");
    write(
        tx ->
            tx.update(
                "INSERT INTO results (job_id, seq, step, item, status, outcome, target, body_at,"
                    + " members) VALUES ('j', 1, 0, 0, 200, 'succeeded', 'pokemon/1', 1, ?)",
                old));

    var found = read(tx -> new ResultTable(tx).bySeq("j", ResultFilter.ALL, PageSize.STREAMED));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).result().members()).isEqualTo(old);
  }

  @Test
  void beyondTheLimitNothingIsDone() throws Exception {
    queued("first", NOW);
    var before = stored(StorageQuota.JOBS);

    assertThatThrownBy(
            () ->
                write(
                    tx -> {
                      tx.limit(StorageQuota.JOBS, before + 100);
                      return new JobTable(tx).insert(job("second", NOW));
                    }))
        .hasCauseInstanceOf(StoreFullException.class);
    assertThat(rows("jobs")).isOne();
    assertThat(stored(StorageQuota.JOBS)).isEqualTo(before);
    write(tx -> new JobTable(tx).insert(job("second", NOW)));
    var deletesBeyondIt =
        write(
            tx -> {
              tx.limit(StorageQuota.JOBS, 1);
              return new PurgeTable(tx).purge(NOW, 0, 10);
            });
    assertThat(deletesBeyondIt).isFalse();
  }

  @Test
  void gatewaysThatWriteAtTheSameTimeStayWithinTheLimitTogether() throws Exception {
    var other = await(Database.open(vertx, config));
    var puts =
        IntStream.range(0, 40)
            .mapToObj(i -> put(i % 2 == 0 ? database : other, "c" + i, 1_000, 10_500))
            .toList();
    await(Future.join(puts).otherwiseEmpty());

    assertThat(puts.stream().filter(Future::succeeded)).hasSize(10);
    assertThat(rows("collections")).isEqualTo(10);
    assertThat(stored(StorageQuota.COLLECTIONS)).isEqualTo(10_000);
    await(put(database, nameOfOne(), 400, 10_500));
    assertThat(stored(StorageQuota.COLLECTIONS)).isEqualTo(9_400);
    write(tx -> new CollectionTable(tx, "ash").delete(nameOf(tx), Precondition.ANY));
    assertThat(stored(StorageQuota.COLLECTIONS)).isLessThan(9_400).isEqualTo(sumOfCollections());
    await(other.close());
  }

  private static Future<CollectionTable.Stored> put(
      Database where, String name, int bytes, long most) {
    var body = Buffer.buffer(new byte[bytes]);
    return where.write(
        tx -> {
          tx.limit(StorageQuota.COLLECTIONS, most);
          return new CollectionTable(tx, "ash")
              .put(new NewCollection(name, body, 1, "e", 0), Precondition.ANY);
        });
  }

  private String nameOfOne() throws Exception {
    return read(StorageQuotaTest::nameOf);
  }

  private static String nameOf(Transaction tx) throws SQLException {
    return new CollectionTable(tx, "ash").list("", 1).get(0).name();
  }

  private long stored(StorageQuota what) throws Exception {
    return number("SELECT bytes AS number FROM stored_bytes WHERE kind = '" + what.word() + "'");
  }

  private long sumOfJobs() throws Exception {
    return number("SELECT SUM(stored_bytes) AS number FROM jobs");
  }

  private long sumOfCollections() throws Exception {
    return number("SELECT SUM(length(body)) AS number FROM collections");
  }

  private long number(String query) throws Exception {
    return read(tx -> tx.first(query, row -> row.getLong("number")).orElseThrow());
  }
}
