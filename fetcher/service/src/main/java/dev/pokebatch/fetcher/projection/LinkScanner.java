package dev.pokebatch.fetcher.projection;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.ExternalLink;
import dev.pokebatch.fetcher.fetch.Link;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds links on given paths while scanning a text. A link is an object with a {@code url} below
 * the upstream, whatever else it contains, or a string that is such a URL. External links are
 * recorded separately. Not thread-safe.
 */
final class LinkScanner {

  /** Returned if a value is not a link. */
  static final int NONE = -1;

  private static final byte[] URL = {'u', 'r', 'l'};
  private static final int MAX_URL = 2_048;

  private final JsonScanner scanner;
  private final Function<String, Optional<DocumentPath>> upstream;
  private final IdentityScanner keys;
  private List<Link> found = new ArrayList<>();
  private Set<ExternalLink> unresolved = new LinkedHashSet<>();
  private @Nullable DocumentPath target;
  private @Nullable String external;

  /**
   * @param scanner skips values that are not links
   * @param upstream finds the document that a link names, if it is below the upstream
   * @param keys records the document's keys
   */
  LinkScanner(
      JsonScanner scanner,
      Function<String, Optional<DocumentPath>> upstream,
      IdentityScanner keys) {
    this.scanner = scanner;
    this.upstream = upstream;
    this.keys = keys;
  }

  /** Prepares for the next text. */
  void reset() {
    found = new ArrayList<>();
    unresolved = new LinkedHashSet<>();
  }

  /** The links recorded since the last reset, in order. */
  List<Link> found() {
    return found;
  }

  /** The external links recorded since the last reset, each once. */
  Set<ExternalLink> externalLinks() {
    return unresolved;
  }

  /**
   * Skips a value and records the links in it.
   *
   * @param tree the paths of the links to follow from here
   * @param shift offset of the value in the output
   */
  private int skip(byte[] in, int at, FieldTree tree, int shift, int depth)
      throws InvalidDocumentException {
    if (tree.path().isEmpty()) { // the root, or an element of an array at the root, is never a link
      return skipWithin(in, at, tree, shift, depth);
    }
    var end = link(in, at, depth);
    if (end != NONE) {
      note(at + shift, end + shift, tree);
      return end;
    }
    noteExternal(external, tree);
    return skipWithin(in, at, tree, shift, depth);
  }

  /** Skips a value that is not a link itself and records the links in it; see {@link #skip}. */
  int skipWithin(byte[] in, int at, FieldTree tree, int shift, int depth)
      throws InvalidDocumentException {
    return switch (in[at]) {
      case '{' -> members(in, at + 1, tree, shift, depth + 1);
      case '[' -> elements(in, at + 1, tree, shift, depth + 1);
      default -> scanner.skipValue(in, at, depth);
    };
  }

  /**
   * The index after a link, whose target {@link #note} records; or {@link #NONE}, and then {@link
   * #external} returns its URL if it is an external link.
   */
  int link(byte[] in, int at, int depth) throws InvalidDocumentException {
    target = null;
    external = null;
    if (in[at] == '"') {
      var end = StringScanner.skip(in, at + 1);
      var url = url(in, at + 1, end - 1);
      if (url.startsWith("/") || url.contains("://")) {
        resolve(url);
      }
      return target == null ? NONE : end;
    }
    return in[at] == '{' ? linkObject(in, at + 1, depth + 1) : NONE;
  }

  /** The URL of the last value, if it is an external link. */
  @Nullable String external() {
    return external;
  }

  /** Records the link that was found last. */
  void note(int from, int to, FieldTree tree) {
    var named = target;
    if (named != null && found.size() <= ProjectedDocument.MAX_LINKS) {
      found.add(new Link(from, to, named, tree.path()));
    }
  }

  /** Records an external link; does nothing for null. */
  void noteExternal(@Nullable String url, FieldTree tree) {
    if (url != null && unresolved.size() < ProjectedDocument.MAX_EXTERNAL_LINKS) {
      unresolved.add(new ExternalLink(tree.path(), url));
    }
  }

  private int linkObject(byte[] in, int from, int depth) throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    var at = scanner.skipSpace(in, from);
    while (in[at] != '}') {
      var nameEnd = JsonScanner.skipName(in, at);
      var valueAt = scanner.skipColon(in, nameEnd);
      var end = scanner.skipValue(in, valueAt, depth);
      if (in[valueAt] == '"' && Arrays.equals(URL, 0, URL.length, in, at + 1, nameEnd - 1)) {
        resolve(url(in, valueAt + 1, end - 1));
      }
      at = scanner.next(in, end, '}');
    }
    return target == null ? NONE : at + 1;
  }

  private int members(byte[] in, int from, FieldTree tree, int shift, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    var at = scanner.skipSpace(in, from);
    while (in[at] != '}') {
      var nameEnd = JsonScanner.skipName(in, at);
      var valueAt = scanner.skipColon(in, nameEnd);
      var on = tree.child(in, at + 1, nameEnd - 1);
      var end =
          on == null ? scanner.skipValue(in, valueAt, depth) : skip(in, valueAt, on, shift, depth);
      if (depth == 1) {
        keys.member(in, at, nameEnd, valueAt, end);
      }
      at = scanner.next(in, end, '}');
    }
    return at + 1;
  }

  private int elements(byte[] in, int from, FieldTree tree, int shift, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    var at = scanner.skipSpace(in, from);
    while (in[at] != ']') {
      at = scanner.next(in, skip(in, at, tree, shift, depth), ']');
    }
    return at + 1;
  }

  private void resolve(String url) {
    target = upstream.apply(url).orElse(null);
    external = target == null ? url : null;
  }

  /** The text of a string, truncated if it is too long for a URL. */
  private static String url(byte[] in, int from, int to) {
    if (to - from > MAX_URL) {
      return new String(in, from, MAX_URL, StandardCharsets.US_ASCII) + "...";
    }
    var text = new String(in, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf('\\') < 0 ? text : (String) Json.decodeValue('"' + text + '"');
  }
}
