package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.fetcher.contract.CacheStatus;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CachedFetchTest {

  private final Upstream upstream = new Upstream();

  @Test
  void whatCameOnceIsServedAgainAndCostsNothing() {
    var cached = new CachedFetch(new DocumentCache(10_000, Duration.ofHours(1)), upstream);
    cached.get(call("pikachu"));
    upstream.answer(0, document(100));
    var again = cached.get(call("pikachu")).result();

    assertThat(again.cache()).isEqualTo(CacheStatus.HIT);
    assertThat(again.effort()).isEqualTo(Effort.NONE);
    assertThat(again.cut()).isNull();
    assertThat(upstream.calls()).hasSize(1);
  }

  @Test
  void aFailureIsNotKept() {
    var cached = new CachedFetch(new DocumentCache(10_000, Duration.ofHours(1)), upstream);
    cached.get(call("pikachu"));
    upstream.fail(0, FailureKind.NOT_FOUND);
    cached.get(call("pikachu"));

    assertThat(upstream.calls()).hasSize(2);
  }

  @Test
  void itKeepsNoMoreBytesThanItMay() {
    var cache = new DocumentCache(10_000, Duration.ofHours(1));
    var cached = new CachedFetch(cache, upstream);
    for (var i = 0; i < 100; i++) {
      cached.get(call("p" + i));
      upstream.answer(i, document(1_000));
    }
    var kept = 0;
    for (var i = 0; i < 100; i++) {
      kept += cache.get(call("p" + i).path()) == null ? 0 : 1;
    }

    assertThat(kept).isBetween(1, 9);
  }

  @Test
  void aCacheOfNoBytesKeepsNothing() {
    var cached = new CachedFetch(new DocumentCache(0, Duration.ofHours(1)), upstream);
    cached.get(call("pikachu"));
    upstream.answer(0, document(1));
    cached.get(call("pikachu"));

    assertThat(upstream.calls()).hasSize(2);
  }

  @Test
  void whatWasKeptLongEnoughIsAskedForAgain() {
    var cached = new CachedFetch(new DocumentCache(10_000, Duration.ofMillis(20)), upstream);
    cached.get(call("pikachu"));
    upstream.answer(0, document(1));

    await().until(() -> !cached.get(call("pikachu")).isComplete());
  }
}
