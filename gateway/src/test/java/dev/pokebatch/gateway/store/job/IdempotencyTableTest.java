package dev.pokebatch.gateway.store.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StoreContract;
import dev.pokebatch.gateway.store.job.IdempotencyTable.Created;
import dev.pokebatch.gateway.store.job.IdempotencyTable.Insertion;
import dev.pokebatch.gateway.store.job.IdempotencyTable.OtherBody;
import dev.pokebatch.gateway.store.job.IdempotencyTable.Same;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class IdempotencyTableTest extends StoreContract {

  @Test
  void theSameKeyAndRequestGiveTheSameJob() throws Exception {
    var first = insert("a", "key", "hash", NOW);
    var second = insert("b", "key", "hash", NOW + 1);

    assertThat(first)
        .isInstanceOfSatisfying(Created.class, c -> assertThat(c.job().id()).isEqualTo("a"));
    assertThat(second)
        .isInstanceOfSatisfying(Same.class, s -> assertThat(s.job().id()).isEqualTo("a"));
    assertThat(rows("jobs")).isOne();
  }

  @Test
  void theSameKeyWithAnotherRequestIsToldApart() throws Exception {
    insert("a", "key", "hash", NOW);

    assertThat(insert("b", "key", "other", NOW)).isEqualTo(new OtherBody());
    assertThat(rows("jobs")).isOne();
  }

  @Test
  void aKeyThatHasExpiredMakesAnotherJob() throws Exception {
    insert("a", "key", "hash", NOW);

    assertThat(insert("b", "key", "other", NOW + HOUR)).isInstanceOf(Created.class);
    assertThat(insert("c", "key", "other", NOW + HOUR)).isInstanceOf(Same.class);
  }

  @Test
  void aKeyWhoseJobWasDeletedMakesAnotherJob() throws Exception {
    insert("a", "key", "hash", NOW);
    endedUnbegun("a", NOW + HOUR);
    write(tx -> new PurgeTable(tx).delete("a", NOW));

    assertThat(insert("b", "key", "hash", NOW + 1)).isInstanceOf(Created.class);
  }

  @Test
  void ofManyThatTryAtOnceOneMakesTheJobAndTheOthersAreToldOfIt() throws Exception {
    var other = await(Database.open(vertx, config)); // another gateway
    for (var round = 0; round < 10; round++) {
      var key = "key" + round;
      var tries = new ArrayList<Future<Insertion>>();
      for (var i = 0; i < 8; i++) {
        var job = job("job" + round + "-" + i, NOW);
        tries.add(
            (i % 2 == 0 ? database : other)
                .write(tx -> new IdempotencyTable(tx).insert(job, key, "hash", NOW + HOUR)));
      }
      await(Future.all(tries));

      var created = tries.stream().map(Future::result).filter(Created.class::isInstance).toList();
      assertThat(created).hasSize(1);
      var id = ((Created) created.get(0)).job().id();
      assertThat(tries)
          .extracting(Future::result)
          .filteredOn(Same.class::isInstance)
          .hasSize(7)
          .allSatisfy(same -> assertThat(((Same) same).job().id()).isEqualTo(id));
    }
    assertThat(rows("jobs")).isEqualTo(10);
    await(other.close());
  }

  @Test
  void aJobThatCouldNotBeQueuedLeavesItsKeyFree() throws Exception {
    queued("a", NOW);
    var twice =
        database.write(tx -> new IdempotencyTable(tx).insert(job("a", NOW), "key", "h", NOW + 1));

    assertThat(twice.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
    assertThat(insert("b", "key", "other", NOW)).isInstanceOf(Created.class);
  }

  /** With a key for an hour. */
  private Insertion insert(String id, String key, String hash, long now) throws Exception {
    return write(tx -> new IdempotencyTable(tx).insert(job(id, now), key, hash, now + HOUR));
  }
}
