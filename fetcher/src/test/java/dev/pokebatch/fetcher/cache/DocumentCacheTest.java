package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.contract.DocumentPath;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is said of kept documents without asking for them. */
class DocumentCacheTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void theBytesOfADocumentAreThoseThatAreKept() {
    var cache = new DocumentCache(10_000, HOUR);
    cache.put(path("pikachu"), document(123));

    assertThat(cache.bytes(path("pikachu"))).hasValue(123);
    assertThat(cache.bytes(path("raichu"))).isEmpty();
  }

  @Test
  void whatIsKeptNoLongerHasNoBytes() {
    var cache = new DocumentCache(10_000, Duration.ZERO);
    cache.put(path("pikachu"), document(123));

    assertThat(cache.bytes(path("pikachu"))).isEmpty();
  }

  @Test
  void toBeCountedKeepsADocumentNoLongerAsToBeAskedForDoes() {
    assertThat(isLeftAmongMany(cache -> cache.get(path("old")))).isTrue();
    assertThat(isLeftAmongMany(cache -> cache.bytes(path("old")))).isFalse();
  }

  private static boolean isLeftAmongMany(Consumer<DocumentCache> touch) {
    var cache = new DocumentCache(100_000, HOUR);
    cache.put(path("old"), document(1_000));
    for (var i = 0; i < 200; i++) {
      cache.put(path("new" + i), document(1_000));
      cache.get(path("new" + i));
      touch.accept(cache);
    }
    return cache.bytes(path("old")).isPresent();
  }

  private static DocumentPath path(String key) {
    return call(key).path();
  }
}
