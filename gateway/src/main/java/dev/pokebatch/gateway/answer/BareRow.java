package dev.pokebatch.gateway.answer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * A row of an answer without envelopes: the document alone, or, if it could not be fetched, an
 * object with {@code _get} (null if it is unknown), {@code _status} and {@code _error}, the type of
 * its problem.
 */
final class BareRow {

  /** Longer documents, in bytes, are not copied. */
  private static final int SMALL = 16_384;

  private BareRow() {}

  /** Writes the row between two texts. */
  static void write(Item item, String before, String after, Consumer<Buffer> out) {
    var body = item.body();
    var row = body == null ? failure(item) : body;
    if (row.length() <= SMALL) {
      out.accept(Buffer.buffer(before).appendBuffer(row).appendString(after));
      return;
    }
    if (!before.isEmpty()) {
      out.accept(Buffer.buffer(before));
    }
    out.accept(row);
    if (!after.isEmpty()) {
      out.accept(Buffer.buffer(after));
    }
  }

  private static Buffer failure(Item item) {
    var target = item.target();
    return new JsonObject()
        .put("_get", target.isEmpty() ? null : target)
        .put("_status", item.status())
        .put("_error", item.problemType())
        .toBuffer();
  }
}
