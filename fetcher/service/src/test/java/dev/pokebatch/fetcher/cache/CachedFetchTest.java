package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.cache.CacheRig.DAY;
import static dev.pokebatch.fetcher.cache.CacheRig.MINUTE;
import static dev.pokebatch.fetcher.cache.CacheRig.SECOND;
import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.FetchCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller gets of a cached document, and what the upstream is asked. */
class CachedFetchTest {

  private static final Vertx VERTX = Vertx.vertx();

  private final CacheRig rig = new CacheRig(VERTX, 100_000);

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  @Test
  void aFreshDocumentIsServedWithoutAskingTheUpstream() {
    rig.get("pikachu", rig.terms().document(100));
    rig.pass(DAY - 1);
    var again = rig.get("pikachu").result();

    assertThat(again.cache()).isEqualTo(CacheStatus.HIT);
    assertThat(again.effort()).isEqualTo(Effort.NONE);
    assertThat(again.projected()).isNull();
    assertThat(rig.upstream.calls()).filteredOn(c -> !c.path().key().isEmpty()).hasSize(1);
  }

  @Test
  void anOnlyIfCachedCallIsServedWithoutAskingTheUpstream() {
    rig.get("pikachu", rig.terms().document(100));
    var cached = call("pikachu").onlyIfCached(true);
    var fresh = rig.fetch.get(cached).result();
    rig.pass(DAY);
    var stale = rig.fetch.get(cached).result();

    assertThat(fresh.cache()).isEqualTo(CacheStatus.HIT);
    assertThat(stale.cache()).isEqualTo(CacheStatus.STALE);
    assertThat(rig.upstream.calls()).hasSize(1);
  }

  @Test
  void anOnlyIfCachedCallFailsAtOnceIfNothingUsableIsCached() {
    rig.get("pikachu", rig.terms().mustRevalidate().document(100));
    rig.pass(DAY);
    var mustBeAskedFor = rig.fetch.get(call("pikachu").onlyIfCached(true));
    var isNotThere = rig.fetch.get(call("ditto").onlyIfCached(true));

    assertThat(kindOf(mustBeAskedFor)).isEqualTo(FailureKind.NOT_CACHED);
    assertThat(kindOf(isNotThere)).isEqualTo(FailureKind.NOT_CACHED);
    assertThat(rig.upstream.calls()).hasSize(1);
  }

  @Test
  void aStaleDocumentIsRevalidatedWithoutABody() {
    var first = rig.get("pikachu", rig.terms().document(100));
    rig.pass(DAY);
    var confirmed = rig.get("pikachu", rig.terms().confirming(first));
    rig.pass(DAY - 1);
    var again = rig.get("pikachu").result();

    assertThat(rig.upstream.calls().get(1).cached()).isEqualTo(first.cached());
    assertThat(confirmed.cache()).isEqualTo(CacheStatus.REVALIDATED);
    assertThat(confirmed.body()).isSameAs(first.body());
    assertThat(confirmed.effort()).isEqualTo(Effort.ofRequest(100, 0));
    assertThat(again.cache()).isEqualTo(CacheStatus.HIT);
    assertThat(again.body()).isSameAs(first.body());
  }

  @Test
  void aNewerDocumentReplacesTheCachedOne() {
    rig.get("pikachu", rig.terms().document(100));
    rig.pass(DAY);
    var newer = rig.get("pikachu", rig.terms().document(200));

    assertThat(newer.cache()).isEqualTo(CacheStatus.MISS);
    assertThat(rig.get("pikachu").result().body()).isSameAs(newer.body());
  }

  @Test
  void aDocumentWithoutFreshnessIsRequestedEachTime() {
    rig.get("pikachu", rig.terms().maxAge(0).etag(null).document(100));
    rig.get("pikachu", rig.terms().maxAge(0).etag(null).document(100));

    assertThat(rig.upstream.calls()).hasSize(2);
  }

  @Test
  void whileRevalidatingAStaleDocumentIsServedAndRequestedOnce() {
    var terms = rig.terms().maxAge(SECOND).staleWhileRevalidate(MINUTE);
    rig.get("pikachu", terms.document(100));
    rig.pass(30 * SECOND);
    var stale = rig.get("pikachu").result();
    rig.get("pikachu");

    assertThat(stale.cache()).isEqualTo(CacheStatus.STALE);
    assertThat(rig.upstream.calls()).hasSize(2);

    rig.upstream.answer(1, rig.terms().document(200));
    var fresh = rig.get("pikachu").result();
    assertThat(fresh.cache()).isEqualTo(CacheStatus.HIT);
    assertThat(fresh.body().bytes()).hasSize(200);
  }

  @Test
  void aBackgroundRevalidationOutlivesItsCaller() {
    var terms = rig.terms().maxAge(SECOND).staleWhileRevalidate(MINUTE);
    rig.get("pikachu", terms.document(100));
    rig.pass(SECOND);
    var caller = call("pikachu", 100);
    rig.fetch.get(caller);
    caller.cancel().cancel();
    var asked = rig.upstream.calls().get(1);

    assertThat(asked.cancel().isCancelled()).isFalse();
    assertThat(asked.budget().millis()).isGreaterThan(100);
  }

  @Test
  void aFailedBackgroundRevalidationIsRepeated() {
    var terms = rig.terms().maxAge(SECOND).staleWhileRevalidate(MINUTE);
    rig.get("pikachu", terms.document(100));
    rig.pass(SECOND);
    rig.get("pikachu");
    rig.upstream.fail(1, FailureKind.UPSTREAM_ERROR);
    rig.get("pikachu");

    assertThat(rig.upstream.calls()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "UPSTREAM_UNREACHABLE",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_ERROR",
        "UPSTREAM_REJECTED",
        "UPSTREAM_INVALID_BODY",
        "OVERLOADED"
      })
  void whereTheUpstreamCannotSayTheKeptDocumentIsServedAfterAll(FailureKind kind) {
    var first = rig.get("pikachu", rig.terms().document(100));
    rig.pass(2 * DAY);
    var got = rig.get("pikachu");
    rig.upstream.fail(1, kind);

    assertThat(got.result().cache()).isEqualTo(CacheStatus.STALE);
    assertThat(got.result().cached()).isEqualTo(first.cached());
  }

  @Test
  void onlyCallsWithAStaleDocumentAreTriedOnce() {
    rig.get("pikachu", rig.terms().document(100));
    rig.get("ditto", rig.terms().mustRevalidate().document(100));
    rig.get("mew", rig.terms().maxAge(0).staleWhileRevalidate(7 * DAY).document(100));
    rig.pass(DAY);
    rig.get("pikachu");
    rig.get("ditto");
    rig.get("mew");

    assertThat(rig.upstream.calls())
        .extracting(FetchCall::hasFallback)
        .containsExactly(false, false, false, true, false, true);
  }

  @Test
  void afterRepeatedFailuresNobodyWaitsUntilTheUpstreamAnswers() {
    for (var i = 0; i < 20; i++) {
      rig.get("p" + i, rig.terms().document(100));
    }
    rig.pass(DAY);
    for (var i = 0; i < 10; i++) {
      rig.get("p" + i);
      rig.upstream.fail(20 + i, FailureKind.UPSTREAM_UNREACHABLE);
    }
    var atOnce = List.of(rig.get("p10"), rig.get("p11"), rig.get("p0"));
    rig.pass(SECOND);
    rig.get("p12");

    assertThat(atOnce).allMatch(got -> got.result().cache() == CacheStatus.STALE);
    assertThat(rig.upstream.calls()).as("one a second").hasSize(32);
    rig.upstream.fail(30, FailureKind.UPSTREAM_TIMEOUT);
    rig.upstream.answer(31, rig.terms().document(200));
    var waits = List.of(rig.get("p14"), rig.get("p15"));
    assertThat(waits).noneMatch(Future::isComplete);
    assertThat(rig.upstream.calls()).hasSize(34);
  }

  @Test
  void aStaleDocumentIsServedAsLongAsTheUpstreamSpecified() {
    rig.get("pikachu", rig.terms().maxAge(SECOND).staleIfError(MINUTE).document(100));
    rig.pass(MINUTE);
    var just = rig.get("pikachu");
    rig.upstream.fail(1, FailureKind.UPSTREAM_ERROR);
    rig.pass(SECOND);
    var over = rig.get("pikachu");
    rig.upstream.fail(2, FailureKind.UPSTREAM_ERROR);

    assertThat(just.result().cache()).isEqualTo(CacheStatus.STALE);
    assertThat(kindOf(over)).isEqualTo(FailureKind.UPSTREAM_ERROR);
  }

  @Test
  void aStaleDocumentIsServedAsLongAsConfiguredByDefault() {
    rig.get("pikachu", rig.terms().document(100));
    rig.pass(8 * DAY - 1);
    var just = rig.get("pikachu");
    rig.upstream.fail(1, FailureKind.UPSTREAM_ERROR);
    rig.pass(1);
    var over = rig.get("pikachu");
    rig.upstream.fail(2, FailureKind.UPSTREAM_ERROR);

    assertThat(just.result().cache()).isEqualTo(CacheStatus.STALE);
    assertThat(kindOf(over)).isEqualTo(FailureKind.UPSTREAM_ERROR);
  }

  @Test
  void noStaleDocumentIsServedIfThatIsDisabled() {
    var never = new CacheRig(VERTX, 100_000, new CachePolicy(Duration.ZERO, Duration.ZERO));
    never.get("pikachu", never.terms().document(100));
    never.pass(DAY);
    var got = never.get("pikachu");
    never.upstream.fail(1, FailureKind.UPSTREAM_ERROR);

    assertThat(kindOf(got)).isEqualTo(FailureKind.UPSTREAM_ERROR);
  }

  @Test
  void whatMustBeRevalidatedIsNeverServedStale() {
    rig.get("pikachu", rig.terms().mustRevalidate().document(100));
    rig.get("ditto", rig.terms().noCache().staleIfError(DAY).document(100));
    rig.pass(DAY);
    var late = rig.get("pikachu");
    var unsaid = rig.get("ditto");
    rig.upstream.fail(2, FailureKind.UPSTREAM_ERROR);
    rig.upstream.fail(3, FailureKind.UPSTREAM_ERROR);

    assertThat(kindOf(late)).isEqualTo(FailureKind.UPSTREAM_ERROR);
    assertThat(kindOf(unsaid)).isEqualTo(FailureKind.UPSTREAM_ERROR);
  }

  @Test
  void aNoStoreDocumentIsNotCached() {
    rig.get("pikachu", rig.terms().noStore().document(100));
    rig.get("pikachu");

    assertThat(rig.upstream.calls()).hasSize(2);
    assertThat(rig.upstream.calls().get(1).cached()).isNull();
  }

  @Test
  void aDocumentThatNoLongerExistsIsReportedAndRemoved() {
    rig.get("pikachu", rig.terms().document(100));
    rig.pass(DAY);
    var gone = rig.get("pikachu");
    rig.upstream.fail(1, FailureKind.NOT_FOUND);
    rig.pass(11 * MINUTE);
    var after = rig.get("pikachu");
    rig.upstream.fail(2, FailureKind.UPSTREAM_ERROR);

    assertThat(kindOf(gone)).isEqualTo(FailureKind.NOT_FOUND);
    assertThat(kindOf(after)).isEqualTo(FailureKind.UPSTREAM_ERROR);
  }

  @Test
  void aCancelledCallStaysCancelled() {
    rig.get("pikachu", rig.terms().document(100));
    rig.pass(DAY);
    var caller = call("pikachu");
    var got = rig.fetch.get(caller);
    caller.cancel().cancel();

    assertThat(rig.upstream.calls().get(1).cancel().isCancelled()).isTrue();
    assertThat(kindOf(got)).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void aCallerShortOfTimeGetsTheStaleDocumentAndTheNextOneTheFresh() {
    rig.get("pikachu", rig.terms().document(100));
    rig.pass(DAY);
    var got = rig.fetch.get(call("pikachu", 60));
    await().until(got::isComplete);

    assertThat(got.result().cache()).isEqualTo(CacheStatus.STALE);
    assertThat(rig.upstream.calls().get(1).cancel().isCancelled()).isFalse();
    rig.upstream.answer(1, rig.terms().document(200));
    assertThat(rig.get("pikachu").result().body().bytes()).hasSize(200);
  }
}
