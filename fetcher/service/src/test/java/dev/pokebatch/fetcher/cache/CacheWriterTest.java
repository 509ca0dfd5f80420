package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.cache.CacheRig.DAY;
import static dev.pokebatch.fetcher.cache.CacheRig.MINUTE;
import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Identity;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which responses are cached, and under which key. */
class CacheWriterTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Identity PIKACHU = new Identity("25", "pikachu");

  private final CacheRig rig = new CacheRig(VERTX, 100_000);

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_FOUND", "UNKNOWN_RESOURCE"})
  void thatThereIsNoSuchDocumentIsRememberedForTenMinutes(FailureKind kind) {
    rig.get("pikachoo");
    rig.upstream.fail(0, kind);
    rig.pass(10 * MINUTE - 1);
    var again = rig.get("pikachoo");

    assertThat(kindOf(again)).isEqualTo(kind);
    assertThat(((FetchException) again.cause()).effort()).isEqualTo(Effort.NONE);
    assertThat(rig.upstream.calls()).hasSize(1);

    rig.pass(1);
    rig.get("pikachoo");
    assertThat(rig.upstream.calls()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT_FOUND", "UNKNOWN_RESOURCE"})
  void nothingElseOfWhatCanGoWrongIs(FailureKind kind) {
    rig.get("pikachu");
    rig.upstream.fail(0, kind);
    rig.get("pikachu");

    assertThat(rig.upstream.calls()).hasSize(2);
  }

  @Test
  void aCacheOfNoBytesCachesNothing() {
    var none = new CacheRig(VERTX, 0);
    none.get("25", none.terms().document(1, PIKACHU));
    none.get("pikachu");
    none.get("missingno");
    none.upstream.fail(2, FailureKind.NOT_FOUND);
    none.get("missingno");

    assertThat(none.upstream.calls())
        .extracting(asked -> asked.path().key())
        .containsExactly("25", "pikachu", "missingno", "missingno");
  }

  @Test
  void missingDocumentsAreNotCachedIfThatIsDisabled() {
    var never = new CacheRig(VERTX, 100_000, new CachePolicy(Duration.ZERO, Duration.ZERO));
    never.get("missingno");
    never.upstream.fail(0, FailureKind.NOT_FOUND);
    never.get("missingno");

    assertThat(never.upstream.calls()).hasSize(2);
  }

  @Test
  void aDocumentRequestedByNameIsCachedByIdToo() {
    rig.get("pikachu", rig.terms().document(100, PIKACHU));

    assertThat(rig.get("pikachu").result().cache()).isEqualTo(CacheStatus.HIT);
    assertThat(rig.get("25").result().cache()).isEqualTo(CacheStatus.HIT);
    assertThat(rig.upstream.calls()).hasSize(1);
    assertThat(rig.repository.bytes(call("pikachu").path())).hasValue(100);
    assertThat(rig.repository.bytes(call("25").path())).hasValue(100);
  }

  @Test
  void aDocumentRequestedByIdEstablishesNoAlias() {
    rig.get("723", rig.terms().document(100, new Identity("723", "roseli-berry")));
    assertThat(rig.repository.bytes(call("roseli-berry").path())).isEmpty();
    var named = rig.terms().document(200, new Identity("2279", "roseli-berry"));

    assertThat(rig.get("roseli-berry", named).body().bytes()).hasSize(200);
    assertThat(rig.get("roseli-berry").result().body().bytes()).hasSize(200);
    assertThat(rig.get("2279").result().body().bytes()).hasSize(200);
    assertThat(rig.get("723").result().body().bytes()).hasSize(100);
    assertThat(rig.upstream.calls()).hasSize(2);
  }

  @Test
  void anAliasStaysWhenAnotherDocumentHasTheSameName() {
    rig.get("roseli-berry", rig.terms().document(200, new Identity("2279", "roseli-berry")));
    rig.get("723", rig.terms().document(100, new Identity("723", "roseli-berry")));
    rig.pass(DAY);
    rig.get("723");
    rig.upstream.fail(2, FailureKind.NOT_FOUND);
    rig.get("roseli-berry");

    assertThat(rig.upstream.calls().get(3).path().key()).isEqualTo("2279");
  }

  @Test
  void requestsByIdAndByNameShareAFlight() {
    rig.get("pikachu", rig.terms().document(100, PIKACHU));
    rig.pass(DAY);
    var one = rig.get("pikachu");
    var other = rig.get("25");
    rig.upstream.answer(1, rig.terms().document(200, PIKACHU));

    assertThat(rig.upstream.calls()).hasSize(2);
    assertThat(one.result().body()).isSameAs(other.result().body());
    assertThat(other.result().cache()).isEqualTo(CacheStatus.COLLAPSED);
  }

  @Test
  void partsOfADocumentAreCachedOnceToo() {
    rig.get("pikachu", rig.terms().document(100, PIKACHU));
    rig.get("pikachu/encounters", rig.terms().document(10));

    assertThat(rig.get("25/encounters").result().cache()).isEqualTo(CacheStatus.HIT);
  }

  @Test
  void anAliasOlderThanTheDataSetIsNotUsed() {
    rig.repository.updateDataset("old");
    var first =
        rig.get("roseli-berry", rig.terms().document(100, new Identity("723", "roseli-berry")));
    rig.pass(1);
    rig.repository.updateDataset("new");
    rig.pass(1);
    var moved = rig.terms().document(200, new Identity("2279", "roseli-berry"));
    var now = rig.get("roseli-berry", moved);

    assertThat(rig.upstream.calls().get(1).path().key()).isEqualTo("roseli-berry");
    assertThat(rig.upstream.calls().get(1).cached()).isEqualTo(first.cached());
    assertThat(now.body().bytes()).hasSize(200);
    assertThat(rig.get("roseli-berry").result().body().bytes()).hasSize(200);
    assertThat(rig.get("2279").result().cache()).isEqualTo(CacheStatus.HIT);
  }

  @Test
  void keysOtherThanTheRequestedOneEstablishNoAlias() {
    rig.get("7", rig.terms().document(100, PIKACHU));
    rig.get("pika", rig.terms().document(100, PIKACHU));
    rig.get("25");
    rig.get("pikachu");

    assertThat(rig.upstream.calls()).hasSize(4);
  }

  @Test
  void twoResourcesMayHaveTheSameNames() {
    rig.get("pikachu", rig.terms().document(100, PIKACHU));
    rig.fetch.get(call("x").at(new DocumentPath("pokemon-species", "pikachu")));

    assertThat(rig.upstream.calls()).hasSize(2);
  }

  @Test
  void anAliasIsRemovedWithItsDocument() {
    rig.get("pikachu", rig.terms().document(100, PIKACHU));
    rig.pass(DAY);
    rig.get("25");
    rig.upstream.fail(1, FailureKind.NOT_FOUND);
    rig.get("pikachu");

    assertThat(rig.upstream.calls().get(2).path().key()).isEqualTo("pikachu");
  }

  @Test
  void anAliasIsRemovedWhenItsDocumentIsRenamed() {
    rig.get("deoxys", rig.terms().document(100, new Identity("386", "deoxys")));
    rig.pass(DAY);
    rig.get("386", rig.terms().document(100, new Identity("386", "deoxys-normal")));
    rig.get("deoxys");

    assertThat(rig.upstream.calls().get(2).path().key()).isEqualTo("deoxys");
  }
}
