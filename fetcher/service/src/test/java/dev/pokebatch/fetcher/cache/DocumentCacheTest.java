package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the cache contains, and that it is bounded. */
class DocumentCacheTest {

  private static final DocumentView NAME =
      new DocumentView(Projection.parse("name"), LinkPaths.NONE);

  @Test
  void aCacheOfNoBytesIsEmptyEvenWhileInUse() {
    var none = new DocumentCache(0);
    var document = cached(500);
    var found =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> path("p" + i))
            .filter(
                path -> {
                  none.put(path, document);
                  return none.get(path) != null;
                })
            .count();

    assertThat(found).isZero();
  }

  @Test
  void theWeightStaysBelowTheLimitWhateverTheEntries() {
    var cache = new DocumentCache(10_000);
    for (var i = 0; i < 200; i++) {
      cache.put(path("p" + i), cached(500));
      cache.put(
          path("n" + i), new CacheEntry.Absent(Failure.of(FailureKind.NOT_FOUND, "not there"), 1));
      cache.putProjected(new EncodedJson(new byte[1], false), project(100));
    }

    assertThat(cache.weight()).isBetween(1_000L, 10_000L);
  }

  @Test
  void peekingIsNotAUseButGettingIs() {
    assertThat(isLeftAmongMany(cache -> cache.get(path("old")))).isTrue();
    assertThat(isLeftAmongMany(cache -> cache.peek(path("old")))).isFalse();
  }

  @Test
  void aProjectionIsNotServedForAnEqualButOtherText() {
    var cache = new DocumentCache(10_000);
    var text = new EncodedJson(new byte[] {1}, false);
    var projected = project(3);
    cache.putProjected(text, projected);

    assertThat(cache.projected(text, NAME)).isSameAs(projected);
    assertThat(cache.projected(text, DocumentView.WHOLE)).isNull();
    assertThat(cache.projected(new EncodedJson(text.bytes(), false), NAME)).isNull();
  }

  private static boolean isLeftAmongMany(Consumer<DocumentCache> touch) {
    var cache = new DocumentCache(100_000);
    cache.put(path("old"), cached(1_000));
    for (var i = 0; i < 200; i++) {
      cache.put(path("new" + i), cached(1_000));
      cache.get(path("new" + i));
      touch.accept(cache);
    }
    return cache.peek(path("old")) != null;
  }

  private static ProjectedDocument project(int bytes) {
    return new ProjectedDocument(NAME, Buffer.buffer(new byte[bytes]), List.of());
  }

  private static CachedDocument cached(int bytes) {
    return document(bytes).cached();
  }

  private static DocumentPath path(String key) {
    return call(key).path();
  }
}
