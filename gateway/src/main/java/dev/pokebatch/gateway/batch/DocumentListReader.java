package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.KeyForm;
import java.util.regex.Pattern;

/**
 * Reads the text of a {@code get}: a range of ids, or one document. A malformed text becomes one
 * document that fails, so that the rest of the batch runs.
 */
final class DocumentListReader {

  private static final Pattern RANGE = Pattern.compile("([^/?]+)/([0-9]{1,9})\\.\\.([0-9]{1,9})/?");

  private DocumentListReader() {}

  static DocumentList read(String text) {
    var range = RANGE.matcher(text);
    if (range.matches()) {
      var resource = KeyForm.of(range.group(1));
      var first = Integer.parseInt(range.group(2));
      var last = Integer.parseInt(range.group(3));
      if (DocumentPath.isSegment(resource) && first <= last) {
        return new DocumentList.Range(resource, first, last);
      }
    }
    return DocumentList.Single.of(text);
  }
}
