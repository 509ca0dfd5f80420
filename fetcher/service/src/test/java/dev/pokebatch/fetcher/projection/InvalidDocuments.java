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

/** What the tests of this package share. */
final class InvalidDocuments {

  private InvalidDocuments() {}

  /** Why the text is refused, whatever is wanted of it. */
  static InvalidDocumentException.Reason reason(DocumentProjector cutter, String text) {
    return reason(cutter, new EncodedJson(text.getBytes(StandardCharsets.UTF_8), false));
  }

  static InvalidDocumentException.Reason reason(DocumentProjector cutter, EncodedJson document) {
    var whole = refusal(cutter, document, DocumentView.WHOLE);
    if (refusal(cutter, document, new DocumentView(Projection.parse("id,a.b"), LinkPaths.NONE))
        != whole) {
      throw new AssertionError("refused in full and in part for different reasons");
    }
    return whole;
  }

  private static InvalidDocumentException.Reason refusal(
      DocumentProjector cutter, EncodedJson document, DocumentView view) {
    try {
      throw new AssertionError("taken: " + cutter.cut(document, view));
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
