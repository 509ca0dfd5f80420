package dev.pokebatch.fetcher.projection;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Link;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the links on some paths while it walks over a text: an object with a {@code url} below the
 * upstream, whatever else it holds, or a string that is one. Not for several threads.
 */
final class LinkScanner {

  /** No link. */
  static final int NONE = -1;

  private static final byte[] URL = {'u', 'r', 'l'};
  private static final int MAX_URL = 2_048;

  private final Function<String, Optional<DocumentPath>> upstream;
  private final IdentityScanner keys;
  private List<Link> found = new ArrayList<>();
  private @Nullable DocumentPath target;

  /**
   * @param upstream finds the document that a link names, if it lies below the upstream
   * @param keys notes the document's keys
   */
  LinkScanner(Function<String, Optional<DocumentPath>> upstream, IdentityScanner keys) {
    this.upstream = upstream;
    this.keys = keys;
  }

  /** The links since the last time that this was asked, in order. */
  List<Link> taken() {
    var links = found;
    found = new ArrayList<>();
    return links;
  }

  /**
   * Skips a value, noting the links in it.
   *
   * @param place what leads on from here; at the root, the value itself is none
   * @param shift how much further on the value will stand in what is written
   */
  int skip(byte[] in, int at, FieldTree place, int shift, int depth)
      throws InvalidDocumentException {
    var end = place.path().isEmpty() ? NONE : link(in, at, depth);
    if (end != NONE) {
      note(at + shift, end + shift, place);
      return end;
    }
    return switch (in[at]) {
      case '{' -> members(in, at + 1, place, shift, depth + 1);
      case '[' -> elements(in, at + 1, place, shift, depth + 1);
      default -> JsonScanner.skipValue(in, at, depth);
    };
  }

  /** The place after a link, of which {@link #note} knows the target; or {@link #NONE}. */
  int link(byte[] in, int at, int depth) throws InvalidDocumentException {
    target = null;
    if (in[at] == '"') {
      var end = StringScanner.skip(in, at + 1);
      target = document(in, at + 1, end - 1);
      return target == null ? NONE : end;
    }
    return in[at] == '{' ? linkObject(in, at + 1, depth + 1) : NONE;
  }

  /** Notes the link that was found last. */
  void note(int from, int to, FieldTree place) {
    var named = target;
    if (named != null && found.size() <= Cut.MOST_LINKS) {
      found.add(new Link(from, to, named, place.path()));
    }
  }

  private int linkObject(byte[] in, int from, int depth) throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    var at = JsonScanner.skipSpace(in, from);
    while (in[at] != '}') {
      var nameEnd = JsonScanner.skipName(in, at);
      var valueAt = JsonScanner.skipColon(in, nameEnd);
      var end = JsonScanner.skipValue(in, valueAt, depth);
      if (in[valueAt] == '"' && Arrays.equals(URL, 0, URL.length, in, at + 1, nameEnd - 1)) {
        target = document(in, valueAt + 1, end - 1);
      }
      at = JsonScanner.next(in, end, '}');
    }
    return target == null ? NONE : at + 1;
  }

  private int members(byte[] in, int from, FieldTree place, int shift, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    var at = JsonScanner.skipSpace(in, from);
    while (in[at] != '}') {
      var nameEnd = JsonScanner.skipName(in, at);
      var valueAt = JsonScanner.skipColon(in, nameEnd);
      var on = place.child(in, at + 1, nameEnd - 1);
      var end =
          on == null
              ? JsonScanner.skipValue(in, valueAt, depth)
              : skip(in, valueAt, on, shift, depth);
      if (depth == 1) {
        keys.member(in, at, nameEnd, valueAt, end);
      }
      at = JsonScanner.next(in, end, '}');
    }
    return at + 1;
  }

  private int elements(byte[] in, int from, FieldTree place, int shift, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    var at = JsonScanner.skipSpace(in, from);
    while (in[at] != ']') {
      at = JsonScanner.next(in, skip(in, at, place, shift, depth), ']');
    }
    return at + 1;
  }

  private @Nullable DocumentPath document(byte[] in, int from, int to) {
    if (to - from > MAX_URL) {
      return null;
    }
    // A slash may be escaped in JSON; whatever else is, no link of the upstream has.
    var url = new String(in, from, to - from, StandardCharsets.UTF_8).replace("\\/", "/");
    var isLink = url.startsWith("/") || url.contains("://");
    return isLink ? upstream.apply(url).orElse(null) : null;
  }
}
