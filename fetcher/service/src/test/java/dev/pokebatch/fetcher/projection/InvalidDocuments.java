package dev.pokebatch.fetcher.projection;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Helpers of this package's tests. */
final class InvalidDocuments {

  private InvalidDocuments() {}

  /** The reason for which a text is refused, whatever its projection. */
  static InvalidDocumentException.Reason reason(DocumentProjector projector, String text) {
    return reason(projector, new EncodedJson(text.getBytes(StandardCharsets.UTF_8), false));
  }

  static InvalidDocumentException.Reason reason(DocumentProjector projector, EncodedJson document) {
    var whole = refusal(projector, document, DocumentView.WHOLE);
    if (refusal(projector, document, new DocumentView(Projection.parse("id,a.b"), LinkPaths.NONE))
        != whole) {
      throw new AssertionError("refused in full and in part for different reasons");
    }
    return whole;
  }

  private static InvalidDocumentException.Reason refusal(
      DocumentProjector projector, EncodedJson document, DocumentView view) {
    try {
      throw new AssertionError("taken: " + projector.project(document, view));
    } catch (InvalidDocumentException refused) {
      return refused.reason();
    }
  }

  static byte[] gzip(byte[] plain) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
