package dev.pokebatch.fetcher.projection;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.View;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Inflates, validates and cuts documents, in memory that it uses again and again. Every cut reads
 * the whole text and finds out whether it is valid, however little of it is kept. Not for several
 * threads.
 */
public final class DocumentCutter {

  private static final int MOST_PLANS = 256;

  private final Gunzip gunzip;
  private final IdentityScanner keys = new IdentityScanner();
  private final LinkScanner links;
  private final JsonProjector projector;
  private final JsonPruner pruner = new JsonPruner(keys);
  private final int maxBytes;
  private final Map<View, Plan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<View, Plan> eldest) {
          return size() > MOST_PLANS;
        }
      };

  /**
   * @param maxBytes the longest text that is taken, in bytes; a gzip bomb is not inflated beyond
   * @param upstream finds the document that a link names, if it lies below the upstream
   */
  public DocumentCutter(int maxBytes, Function<String, Optional<DocumentPath>> upstream) {
    this.maxBytes = maxBytes;
    this.gunzip = new Gunzip(maxBytes);
    this.links = new LinkScanner(upstream, keys);
    this.projector = new JsonProjector(links, keys);
  }

  /**
   * How long a text is, in bytes, without reading it: a gzip stream says so at its end. That may be
   * wrong, for it may be of several members, and may lie.
   */
  public static long textBytes(Encoded document) {
    var bytes = document.bytes();
    return document.gzip() ? Gunzip.lastLength(bytes) : bytes.length;
  }

  /**
   * Cuts a document down.
   *
   * @param view what to keep; with {@link View#WHOLE} the text comes out as it is
   * @return a JSON text in a buffer of its own, the links in it that are to be followed, and the
   *     document's keys
   * @throws InvalidDocumentException where it is not one whole JSON text (RFC 8259) in UTF-8
   */
  public Cut cut(Encoded document, View view) throws InvalidDocumentException {
    var bytes = document.bytes();
    if (document.gzip()) {
      var length = gunzip.inflate(bytes);
      return cut(gunzip.scratch(), length, view);
    }
    if (bytes.length > maxBytes) {
      throw new InvalidDocumentException(Reason.TOO_LARGE);
    }
    return cut(Arrays.copyOf(bytes, bytes.length + JsonScanner.PADDING), bytes.length, view);
  }

  private Cut cut(byte[] padded, int length, View view) throws InvalidDocumentException {
    keys.reset();
    if (view.fields().isAll() && view.links().isNone()) {
      keys.checkText(padded, length);
      var whole = Buffer.buffer(length).appendBytes(padded, 0, length);
      return new Cut(view, whole, List.of(), keys.found(padded));
    }
    links.taken(); // a text before this one may have turned out to be none half way
    var plan = plans.computeIfAbsent(view, Plan::of);
    if (plan.prune != null) {
      var text = pruner.prune(padded, length, plan.prune);
      return new Cut(view, text, List.of(), keys.found(padded));
    }
    var text = projector.project(padded, length, plan.fields, plan.follow);
    return new Cut(view, text, links.taken(), keys.found(padded));
  }

  /** A view, in bytes. */
  private record Plan(
      FieldTree fields, @Nullable FieldTree follow, JsonPruner.@Nullable Names prune) {
    static Plan of(View view) {
      var fields = FieldTree.of(view.fields().root());
      return view.links().isNone()
          ? new Plan(fields, null, view.fields().pruning().map(JsonPruner.Names::of).orElse(null))
          : new Plan(fields, FieldTree.of(view.links().root()), null);
    }
  }
}
