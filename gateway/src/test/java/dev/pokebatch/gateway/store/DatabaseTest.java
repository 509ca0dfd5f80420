package dev.pokebatch.gateway.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.store.collection.CollectionTable;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.LeaseTable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatabaseTest extends StoreContract {

  @Test
  void theOutcomeComesOnTheCallersContext() throws Exception {
    var seen = Promise.<Context>promise();
    var context = vertx.getOrCreateContext();
    context.runOnContext(
        go ->
            database
                .write(tx -> new JobTable(tx).insert(job("j", NOW)))
                .onComplete(done -> seen.complete(Vertx.currentContext())));

    assertThat(await(seen.future())).isSameAs(context);
  }

  @Test
  void workThatThrowsIsUndone() throws Exception {
    var bug = new IllegalStateException("a bug");

    var failed =
        database.write(
            tx -> {
              new JobTable(tx).insert(job("j", NOW));
              throw bug;
            });

    assertThatThrownBy(() -> await(failed)).hasRootCause(bug);
    assertThat(rows("jobs")).isZero();
    queued("j", NOW); // and the connection is still good
  }

  @Test
  void aBugIsToldFromADatabaseThatCannot() {
    var wrong = database.read(tx -> tx.query("SELECT nothing FROM nowhere", row -> 1));

    assertThatThrownBy(() -> await(wrong)).cause().isInstanceOf(SQLException.class);
    assertThat(database.isUp()).isTrue();
  }

  @Test
  void whoOnlyReadsMayReadWhileAnotherWrites() throws Exception {
    queued("j", NOW);
    var written = new CountDownLatch(1);
    var read = new CountDownLatch(1);
    var writing =
        database.write(
            tx -> {
              new LeaseTable(tx).takeToEnd("j", "owner", NOW);
              written.countDown();
              return waitFor(read);
            });
    waitFor(written);

    assertThat(find("j").state()).isEqualTo(JobState.QUEUED);
    read.countDown();
    assertThat(await(writing)).isTrue();
    assertThat(find("j").state()).isEqualTo(JobState.CANCELLING);
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      return latch.await(20, SECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void beyondTheBoundACallFailsAtOnce() throws Exception {
    var bounded = await(Database.open(vertx, config.withConnections(2).withMaxWaiting(3)));
    var go = new CountDownLatch(1);
    var calls = new ArrayList<Future<Boolean>>();
    for (var i = 0; i < 50; i++) {
      calls.add(bounded.write(tx -> waitFor(go)));
    }

    assertThat(calls.get(49).failed()).isTrue();
    assertThat(calls.get(49).cause()).isInstanceOf(StoreUnavailableException.class);
    go.countDown();
    await(Future.join(calls).otherwiseEmpty());
    // SQLite has one writer, PostgreSQL has two connections.
    assertThat(calls.stream().filter(Future::succeeded)).hasSizeBetween(4, 5);
    await(bounded.write(tx -> "again"));
    await(bounded.close());
  }

  @Test
  void whatWasTakenIsDoneBeforeItIsClosed() throws Exception {
    var other = await(Database.open(vertx, config));
    var go = new CountDownLatch(1);
    var call =
        other.write(
            tx -> {
              waitFor(go);
              return new JobTable(tx).insert(job("j", NOW));
            });

    var closed = other.close();
    assertThatThrownBy(() -> await(other.read(tx -> 1)))
        .hasCauseInstanceOf(StoreUnavailableException.class);
    go.countDown();

    await(closed);
    assertThat(call.succeeded()).isTrue();
    assertThat(find("j").state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void manyMayOpenAnEmptyDatabaseAtOnce() throws Exception {
    var empty = kind.empty(directory.resolve("another"));
    var opening = new ArrayList<Future<Database>>();
    for (var i = 0; i < 4; i++) {
      opening.add(Database.open(vertx, empty));
    }
    await(Future.all(opening));

    for (var opened : opening) {
      assertThat(opened.result().isUp()).isTrue();
      await(opened.result().read(tx -> new CollectionTable(tx, "ash").count()));
      await(opened.result().close());
    }
  }

  @Test
  void whatIsOpenedAgainHasWhatWasWritten() throws Exception {
    append(running("j", "owner"), result(0, 0, OutcomeKind.SUCCEEDED));
    var before = find("j");
    await(database.close());
    database = await(Database.open(vertx, config));

    assertThat(find("j")).isEqualTo(before);
    assertThat(rows("results")).isOne();
  }

  @Test
  void workThatLostAgainstAnotherIsDoneAgain() throws Exception {
    queued("a", NOW);
    queued("b", NOW);
    var runs = new AtomicInteger();
    var met = new CountDownLatch(kind.writersMeet() ? 2 : 1);
    var one = database.write(tx -> lockBoth(tx, "a", "b", met, runs));
    var two = database.write(tx -> lockBoth(tx, "b", "a", met, runs));

    assertThat(await(Future.all(one, two)).succeeded()).isTrue();
    assertThat(runs.get()).isGreaterThanOrEqualTo(kind.writersMeet() ? 3 : 2);
  }

  /** Where writers meet, each has locked one row when it asks for the other's: a deadlock. */
  private static boolean lockBoth(
      Transaction tx, String first, String second, CountDownLatch met, AtomicInteger runs)
      throws SQLException {
    runs.incrementAndGet();
    new JobTable(tx).lock(first);
    met.countDown();
    waitFor(met);
    return new JobTable(tx).lock(second).isPresent();
  }
}
