package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.cache.CacheRig.MINUTE;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the data set's version is checked, and what follows. */
class DatasetCheckTest {

  private static final Vertx VERTX = Vertx.vertx();

  private final CacheRig rig = new CacheRig(VERTX, 100_000);

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  @BeforeEach
  void keepTwo() {
    rig.get("pikachu", rig.terms().document(100));
    rig.get("ditto", rig.terms().document(100));
  }

  @Test
  void youngDocumentsTriggerNoCheck() {
    rig.pass(MINUTE);
    rig.get("pikachu");
    rig.get("mew");

    assertThat(asked()).isZero();
  }

  @Test
  void oldDocumentsTriggerAtMostOneCheckAMinute() {
    rig.pass(MINUTE + 1);
    for (var i = 0; i < 10; i++) {
      assertThat(rig.get("pikachu").result().cache()).isEqualTo(CacheStatus.HIT);
      rig.get("ditto");
    }
    assertThat(asked()).isEqualTo(1);

    say("one");
    rig.pass(MINUTE - 1);
    rig.get("pikachu");
    assertThat(asked()).isEqualTo(1);

    rig.pass(1);
    rig.get("pikachu");
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void aChangedDataSetMakesEveryDocumentBeRevalidatedAtItsNextUse() {
    learn("one");
    rig.pass(MINUTE);
    rig.get("pikachu");
    say("two");

    var known = rig.get("pikachu");
    assertThat(known.isComplete()).isFalse();
    assertThat(last().cached()).isNotNull();
    rig.pass(1);
    rig.upstream.answer(
        rig.upstream.calls().size() - 1,
        rig.terms().confirming(Document.hit(Objects.requireNonNull(last().cached()))));
    assertThat(known.result().cache()).isEqualTo(CacheStatus.REVALIDATED);
    assertThat(rig.get("pikachu").result().cache()).isEqualTo(CacheStatus.HIT);
    assertThat(rig.get("ditto").isComplete()).isFalse();
  }

  @Test
  void anUnchangedDataSetLeavesEveryDocumentFresh() {
    learn("one");
    rig.pass(MINUTE);
    rig.get("pikachu");
    say("one");

    assertThat(rig.get("pikachu").result().cache()).isEqualTo(CacheStatus.HIT);
  }

  @Test
  void afterAChangeAStaleDocumentIsServedIfTheUpstreamFails() {
    learn("one");
    rig.pass(MINUTE);
    rig.get("pikachu");
    say("two");
    var got = rig.get("pikachu");
    rig.upstream.fail(rig.upstream.calls().size() - 1, FailureKind.UPSTREAM_UNREACHABLE);

    assertThat(got.result().cache()).isEqualTo(CacheStatus.STALE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"hash\":7}"})
  void anUpstreamThatDoesNotSayIsLeftAloneForTenMinutes(String meta) {
    rig.pass(MINUTE + 1);
    rig.get("pikachu");
    answer(meta);
    rig.pass(10 * MINUTE - 1);
    rig.get("pikachu");
    assertThat(asked()).isEqualTo(1);

    rig.pass(1);
    rig.get("pikachu");
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void anUpstreamWithoutItIsToo() {
    rig.pass(MINUTE + 1);
    rig.get("pikachu");
    rig.upstream.fail(2, FailureKind.NOT_FOUND);
    rig.pass(10 * MINUTE - 1);
    rig.get("pikachu");

    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void anUpstreamThatIsAwayIsAskedAgainAfterAMinute() {
    rig.pass(MINUTE + 1);
    rig.get("pikachu");
    rig.upstream.fail(2, FailureKind.UPSTREAM_UNREACHABLE);
    rig.pass(MINUTE);
    rig.get("pikachu");

    assertThat(asked()).isEqualTo(2);
  }

  /** Lets the first check happen. */
  private void learn(String hash) {
    rig.pass(MINUTE + 1);
    rig.get("pikachu");
    say(hash);
  }

  private void say(String hash) {
    answer("{\"hash\":\"" + hash + "\"}");
  }

  /** Answers the last call, which checks the version. */
  private void answer(String meta) {
    assertThat(last().path()).isEqualTo(DocumentPath.META);
    var projected = new ProjectedDocument(DocumentView.WHOLE, Buffer.buffer(meta), List.of());
    var cached = document(1).cached();
    rig.upstream.answer(
        rig.upstream.calls().size() - 1,
        new Document(cached, projected, CacheStatus.MISS, Effort.NONE, null));
  }

  private FetchCall last() {
    return rig.upstream.calls().get(rig.upstream.calls().size() - 1);
  }

  private long asked() {
    return rig.upstream.calls().stream().filter(c -> c.path().equals(DocumentPath.META)).count();
  }
}
