package dev.pokebatch.fetcher.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Lifetime;
import dev.pokebatch.fetcher.projection.DocumentProjector;
import dev.pokebatch.fetcher.projection.InvalidDocumentException;
import dev.pokebatch.sample.RealDocuments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The cache size of real documents. Skipped unless a sample of them is beside the project. */
class RealDocumentsWeightTest {

  private static final String ROOT = "api/v2/";

  private final DocumentProjector projector =
      new DocumentProjector(8 << 20, link -> Optional.empty());
  private final DocumentCache cache = new DocumentCache(1L << 30);
  private final AtomicInteger cached = new AtomicInteger();

  @Test
  void allRealDocumentsFitInLittleMemory() throws IOException {
    RealDocuments.read(this::keep);

    assertThat(cached.get()).isGreaterThan(500);
    assertThat(cache.weight()).isBetween(1L << 20, 16L << 20);
  }

  private void keep(String file, byte[] text) {
    var target =
        file.substring(file.indexOf(ROOT) + ROOT.length()).replaceFirst("/?index.json", "");
    DocumentPath.parse(target).ifPresent(path -> keep(path, text));
  }

  private void keep(DocumentPath path, byte[] text) {
    var body = new EncodedJson(gzip(text), true);
    var etag = "W/\"0123456789abcdef0123456789abcdef\"";
    var lifetime =
        new Lifetime(0, 0, 86_400_000, 0, OptionalLong.empty(), false, false, false, etag);
    try {
      var identity = projector.project(body, DocumentView.WHOLE).identity();
      cache.put(path, new CachedDocument(body, lifetime, identity));
      cached.incrementAndGet();
    } catch (InvalidDocumentException invalid) {
      throw new AssertionError(path.toString(), invalid);
    }
  }

  private static byte[] gzip(byte[] text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }
}
