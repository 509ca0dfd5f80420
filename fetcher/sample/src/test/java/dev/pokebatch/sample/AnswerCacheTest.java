package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.sample.SampleTarget.RefusedTarget;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private final AnswerCache cache = new AnswerCache(5_000);

  @Test
  void theLeastRecentlyUsedAnswerIsEvictedWhenTheCacheIsFull() {
    cache.put(key(1), answer(1_500));
    cache.put(key(2), answer(1_500));
    assertThat(cache.get(key(1))).isNotNull();

    cache.put(key(3), answer(1_500));

    assertThat(cache.get(key(2))).isNull();
    assertThat(cache.get(key(1))).isNotNull();
    assertThat(cache.get(key(3))).isNotNull();
    assertThat(cache.bytes()).isBetween(3_000L, 5_000L);
  }

  @Test
  void anAnswerLargerThanTheCacheIsNotCached() {
    cache.put(key(1), answer(100));
    cache.put(key(2), answer(6_000));

    assertThat(cache.get(key(2))).isNull();
    assertThat(cache.get(key(1))).isNotNull();
  }

  @Test
  void aReplacedAnswerIsCountedOnce() {
    cache.put(key(1), answer(1_000));
    cache.put(key(1), answer(1_000));

    assertThat(cache.bytes()).isLessThan(2_000);
  }

  private static AnswerCache.AnswerKey key(int number) {
    return new AnswerCache.AnswerKey(new RefusedTarget(number, ""), true);
  }

  private static SampleAnswer answer(int length) {
    return SampleAnswer.error(500, "x".repeat(length));
  }
}
