package dev.pokebatch.fetcher.projection;

import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Inflates, validates and cuts documents, in memory that it uses again and again. Every cut reads
 * the whole text and finds out whether it is valid, however little of it is kept. Confined to one
 * event loop.
 */
public final class DocumentCutter {

  private static final int MOST_PLANS = 256;

  private final Gunzip gunzip;
  private final JsonProjector projector = new JsonProjector();
  private final int maxBytes;
  private final Map<Projection, FieldTree> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Projection, FieldTree> eldest) {
          return size() > MOST_PLANS;
        }
      };

  /**
   * @param maxBytes the longest text that is taken, in bytes; a gzip bomb is not inflated beyond
   */
  public DocumentCutter(int maxBytes) {
    this.maxBytes = maxBytes;
    this.gunzip = new Gunzip(maxBytes);
  }

  /**
   * Cuts a document down.
   *
   * @param fields what to keep; with {@link Projection#ALL} the text comes out as it is
   * @return a JSON text in a buffer of its own
   * @throws InvalidDocumentException where it is not one whole JSON text (RFC 8259) in UTF-8
   */
  public Buffer cut(Encoded document, Projection fields) throws InvalidDocumentException {
    var bytes = document.bytes();
    if (document.gzip()) {
      var length = gunzip.inflate(bytes);
      return cut(gunzip.scratch(), length, fields);
    }
    if (bytes.length > maxBytes) {
      throw new InvalidDocumentException(Reason.TOO_LARGE);
    }
    return cut(Arrays.copyOf(bytes, bytes.length + JsonScanner.PADDING), bytes.length, fields);
  }

  private Buffer cut(byte[] padded, int length, Projection fields) throws InvalidDocumentException {
    if (!fields.isAll()) {
      return projector.project(padded, length, plans.computeIfAbsent(fields, FieldTree::of));
    }
    JsonScanner.checkText(padded, length);
    return Buffer.buffer(length).appendBytes(padded, 0, length);
  }
}
