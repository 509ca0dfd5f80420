package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.cache.CacheRig.DAY;
import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller gets that says how cached documents are to be used. */
class CacheModesTest {

  private static final Vertx VERTX = Vertx.vertx();

  private final CacheRig rig = new CacheRig(VERTX, 100_000);

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  @Test
  void noCacheServesADocumentThatTheUpstreamConfirms() {
    var first = rig.get("pikachu", rig.terms().document(100));
    var asked = get("pikachu", CacheMode.NO_CACHE);
    rig.upstream.answer(1, rig.terms().confirming(first));

    assertThat(rig.upstream.calls().get(1).cached()).isEqualTo(first.cached());
    assertThat(asked.result().cache()).isEqualTo(CacheStatus.REVALIDATED);
  }

  @Test
  void noCacheFailsWhereTheUpstreamFails() {
    rig.get("pikachu", rig.terms().document(100));
    var asked = get("pikachu", CacheMode.NO_CACHE);
    rig.upstream.fail(1, FailureKind.UPSTREAM_UNREACHABLE);

    assertThat(kindOf(asked)).isEqualTo(FailureKind.UPSTREAM_UNREACHABLE);
  }

  @Test
  void callsThatRevalidateOneDocumentAreJoined() {
    var first = rig.get("pikachu", rig.terms().document(100));
    var asked = get("pikachu", CacheMode.NO_CACHE);
    var joined = get("pikachu", CacheMode.NO_CACHE);
    rig.upstream.answer(1, rig.terms().confirming(first));

    assertThat(asked.result().cache()).isEqualTo(CacheStatus.REVALIDATED);
    assertThat(joined.succeeded()).isTrue();
    assertThat(rig.upstream.calls()).hasSize(2);
  }

  @Test
  void reloadRequestsTheWholeDocumentAndCachesIt() {
    rig.get("pikachu", rig.terms().document(100));
    var asked = get("pikachu", CacheMode.RELOAD);
    rig.upstream.answer(1, rig.terms().document(200));

    assertThat(rig.upstream.calls().get(1).cached()).isNull();
    assertThat(asked.result().cache()).isEqualTo(CacheStatus.MISS);
    assertThat(rig.get("pikachu").result().body().bytes()).hasSize(200);
  }

  @Test
  void aReloadDoesNotJoinARevalidation() {
    rig.get("pikachu", rig.terms().document(100));
    get("pikachu", CacheMode.NO_CACHE);
    get("pikachu", CacheMode.RELOAD);

    assertThat(rig.upstream.calls()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"FORCE_CACHE", "ONLY_IF_CACHED"})
  void aCachedDocumentIsServedHoweverStale(CacheMode mode) {
    rig.get("pikachu", rig.terms().mustRevalidate().document(100));
    var fresh = get("pikachu", mode).result();
    rig.pass(365 * DAY);
    var stale = get("pikachu", mode).result();

    assertThat(fresh.cache()).isEqualTo(CacheStatus.HIT);
    assertThat(stale.cache()).isEqualTo(CacheStatus.STALE);
    assertThat(rig.upstream.calls()).hasSize(1);
  }

  @Test
  void whatIsNotCachedIsRequestedUnlessTheCallForbidsIt() {
    var only = get("pikachu", CacheMode.ONLY_IF_CACHED);
    assertThat(rig.upstream.calls()).isEmpty();
    var force = get("pikachu", CacheMode.FORCE_CACHE);
    rig.upstream.answer(0, rig.terms().document(100));

    assertThat(kindOf(only)).isEqualTo(FailureKind.NOT_CACHED);
    assertThat(force.result().cache()).isEqualTo(CacheStatus.MISS);
  }

  private Future<Document> get(String key, CacheMode mode) {
    return rig.fetch.get(call(key).with(mode));
  }
}
