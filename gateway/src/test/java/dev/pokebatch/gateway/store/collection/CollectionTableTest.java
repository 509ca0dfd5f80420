package dev.pokebatch.gateway.store.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StoreContract;
import dev.pokebatch.gateway.store.collection.CollectionTable.Change;
import dev.pokebatch.gateway.store.collection.CollectionTable.Stored;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CollectionTableTest extends StoreContract {

  private static final Precondition PRESENT = stored -> stored != null;

  @Test
  void aCollectionIsReadAsItWasStored() throws Exception {
    assertThat(put("a", "one", Precondition.ANY, NOW).change()).isEqualTo(Change.CREATED);
    assertThat(put("a", "two", Precondition.ANY, NOW + 1).change()).isEqualTo(Change.REPLACED);

    var stored = read(tx -> new CollectionTable(tx, "ash").get("a", length -> {})).orElseThrow();

    assertThat(stored.body()).isEqualTo(Buffer.buffer("two"));
    assertThat(stored.entry())
        .isEqualTo(new CollectionRow.Entry("ash", "a", 2, "etag of two", 3, NOW, NOW + 1));
    assertThat(maybe(tx -> new CollectionTable(tx, "ash").get("none", length -> {}))).isEmpty();
  }

  @Test
  void theLengthOfABodyIsKnownBeforeTheBodyIsRead() throws Exception {
    put("a", "one", Precondition.ANY, NOW);
    var lengths = new ArrayList<Long>();

    read(tx -> new CollectionTable(tx, "ash").get("a", lengths::add));
    maybe(tx -> new CollectionTable(tx, "ash").get("none", lengths::add));

    assertThat(lengths).containsExactly(3L, 0L);
  }

  @Test
  void whatIsToBeNewIsNotReplaced() throws Exception {
    assertThat(put("a", "one", Precondition.ABSENT, NOW).change()).isEqualTo(Change.CREATED);
    assertThat(put("a", "two", Precondition.ABSENT, NOW).change())
        .isEqualTo(Change.PRECONDITION_FAILED);
    assertThat(put("a", "two", PRESENT, NOW).change()).isEqualTo(Change.REPLACED);
  }

  @Test
  void whatIsToBeReplacedIsNotMade() throws Exception {
    assertThat(put("a", "one", PRESENT, NOW))
        .isEqualTo(new Stored(Change.PRECONDITION_FAILED, null));
    assertThat(put("a", "one", version(1), NOW).change()).isEqualTo(Change.PRECONDITION_FAILED);
    assertThat(rows("collections")).isZero();
  }

  @Test
  void anOldVersionIsNotReplacedAndTheNewOneIsTold() throws Exception {
    put("a", "one", Precondition.ANY, NOW);
    put("a", "two", version(1), NOW);

    var refused = put("a", "three", version(1), NOW);

    assertThat(refused.change()).isEqualTo(Change.PRECONDITION_FAILED);
    assertThat(refused.stored()).isNotNull().extracting(CollectionRow.Entry::version).isEqualTo(2L);
    assertThat(
            read(tx -> new CollectionTable(tx, "ash").get("a", length -> {})).orElseThrow().body())
        .isEqualTo(Buffer.buffer("two"));
  }

  @Test
  void aCollectionIsDeletedWhereTheConditionHolds() throws Exception {
    put("a", "one", Precondition.ANY, NOW);

    assertThat(delete("a", version(2))).isEqualTo(Change.PRECONDITION_FAILED);
    assertThat(delete("a", version(1))).isEqualTo(Change.DELETED);
    assertThat(delete("a", Precondition.ANY)).isEqualTo(Change.NONE);
    assertThat(delete("a", PRESENT)).isEqualTo(Change.NONE);
    assertThat(put("a", "again", Precondition.ABSENT, NOW).stored())
        .isNotNull()
        .extracting(CollectionRow.Entry::version)
        .isEqualTo(1L);
  }

  @Test
  void theListIsInTheOrderOfCodePoints() throws Exception {
    for (var name : new String[] {"b", "B", "a", "é", "_", "a-b", "aa"}) {
      put(name, "x", Precondition.ANY, NOW);
    }

    var first = read(tx -> new CollectionTable(tx, "ash").list("", 4));
    var rest = read(tx -> new CollectionTable(tx, "ash").list(first.get(3).name(), 4));

    assertThat(first).extracting(CollectionRow.Entry::name).containsExactly("B", "_", "a", "a-b");
    assertThat(rest).extracting(CollectionRow.Entry::name).containsExactly("aa", "b", "é");
    assertThat((long) read(tx -> new CollectionTable(tx, "ash").count())).isEqualTo(7);
  }

  @Test
  void ofManyThatCreateAtOnceOneDoes() throws Exception {
    var other = await(Database.open(vertx, config)); // another gateway
    var puts = new ArrayList<Future<Stored>>();
    for (var i = 0; i < 16; i++) {
      var body = Buffer.buffer("body" + i);
      puts.add(
          (i % 2 == 0 ? database : other)
              .write(
                  tx ->
                      new CollectionTable(tx, "ash")
                          .put(new NewCollection("a", body, 3, "e", NOW), Precondition.ABSENT)));
    }
    await(Future.all(puts));
    await(other.close());

    assertThat(puts).filteredOn(put -> put.result().change() == Change.CREATED).hasSize(1);
    assertThat(
            read(tx -> new CollectionTable(tx, "ash").get("a", length -> {}))
                .orElseThrow()
                .entry()
                .version())
        .isOne();
  }

  private Stored put(String name, String body, Precondition condition, long now) throws Exception {
    return write(
        tx ->
            new CollectionTable(tx, "ash")
                .put(
                    new NewCollection(name, Buffer.buffer(body), 3, "etag of " + body, now),
                    condition));
  }

  private static Precondition version(long wanted) {
    return stored -> stored != null && stored.version() == wanted;
  }

  private Change delete(String name, Precondition condition) throws Exception {
    return write(tx -> new CollectionTable(tx, "ash").delete(name, condition));
  }
}
