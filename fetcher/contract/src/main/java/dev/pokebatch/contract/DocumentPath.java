package dev.pokebatch.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a document below the upstream: a document of a resource, its encounters, or a page of
 * the resource's list; or the path of a {@link Sprite}. Contains no character that could change
 * what a URL points to: no percent sign or fragment, and no slash, query or dot but its own.
 *
 * @param resource lower-case resource name, such as {@code pokemon-species}; empty in {@link
 *     #INDEX}
 * @param rest what follows the resource: a lower-case id or name, {@code key/encounters}, or {@code
 *     ?limit=20&offset=0}; empty in {@link #INDEX} and {@link #META}
 */
public record DocumentPath(String resource, String rest) {

  /** The longest resource or key that is accepted, in characters; PokéAPI's longest has 53. */
  public static final int MAX_SEGMENT = 100;

  /** The default number of documents on a page of a list. */
  private static final int PAGE = 20;

  private static final String NAME = "[a-z0-9_-]{1," + MAX_SEGMENT + "}";
  private static final Pattern SEGMENT = Pattern.compile(NAME);
  private static final Pattern REST =
      Pattern.compile(NAME + "(/encounters)?|\\?limit=[0-9]{1,9}&offset=[0-9]{1,9}");
  private static final Pattern DOCUMENT =
      anyCase(String.format(Locale.ROOT, "(%1$s)/(%1$s)(/encounters)?/?", NAME));
  private static final Pattern LIST =
      anyCase(String.format(Locale.ROOT, "(%s)/?\\?([a-z0-9=&]+)", NAME));
  private static final Pattern PARAMETER = Pattern.compile("(limit|offset)=([0-9]{1,9})");
  private static final String META_NAME = "meta";

  /** Says which data the upstream serves. Clients cannot request it: no text parses to it. */
  public static final DocumentPath META = new DocumentPath(META_NAME, "");

  /** The list of all resources. Clients cannot request it: no text parses to it. */
  public static final DocumentPath INDEX = new DocumentPath("", "");

  /**
   * @throws IllegalArgumentException if a part is of another form, or too long
   */
  public DocumentPath {
    var isOurs = rest.isEmpty() && (resource.isEmpty() || resource.equals(META_NAME));
    var isSprite = resource.equals(Sprite.RESOURCE) && Sprite.isPath(rest);
    if (!isOurs && !isSprite && (!isSegment(resource) || !REST.matcher(rest).matches())) {
      throw new IllegalArgumentException("not a resource and what follows it");
    }
  }

  /** A page of a resource's list. */
  public static DocumentPath page(String resource, int limit, int offset) {
    return new DocumentPath(resource, "?limit=" + limit + "&offset=" + offset);
  }

  /**
   * Reads {@code resource/key}, {@code resource/key/encounters} or {@code resource?limit=&offset=},
   * in any case, with or without a trailing slash.
   *
   * @return the path, or empty if the text is of another form
   */
  public static Optional<DocumentPath> parse(String text) {
    var document = DOCUMENT.matcher(text);
    if (document.matches()) {
      var more = document.group(3) == null ? "" : part(document, 3);
      return Optional.of(new DocumentPath(part(document, 1), part(document, 2) + more));
    }
    var list = LIST.matcher(text);
    return list.matches() ? page(part(list, 1), part(list, 2)) : Optional.empty();
  }

  /**
   * Reads the same forms as {@link #parse}, in which the resource and the key may also be names as
   * people type them ({@link KeyForm}).
   *
   * @return the path, or empty if the text is of another form
   */
  public static Optional<DocumentPath> read(String text) {
    var question = text.indexOf('?');
    var query = question < 0 ? "" : text.substring(question);
    var names = text.substring(0, text.length() - query.length());
    var forms = Arrays.stream(names.split("/", -1)).map(KeyForm::of).toList();
    // Some characters decompose to a slash, which must not become part of the path.
    return forms.stream().allMatch(form -> form.isEmpty() || isSegment(form))
        ? parse(String.join("/", forms) + query)
        : Optional.empty();
  }

  private static Optional<DocumentPath> page(String resource, String query) {
    var limit = PAGE;
    var offset = 0;
    for (var text : query.split("&", -1)) {
      var parameter = PARAMETER.matcher(text);
      if (!parameter.matches()) {
        return Optional.empty();
      }
      var value = Integer.parseInt(part(parameter, 2));
      if (part(parameter, 1).equals("limit")) {
        limit = value;
      } else {
        offset = value;
      }
    }
    return Optional.of(page(resource, limit, offset));
  }

  private static String part(Matcher matched, int group) {
    return String.valueOf(matched.group(group)).toLowerCase(Locale.ROOT);
  }

  /** Ignores the case of ASCII letters only: other characters may fold to an ASCII letter. */
  private static Pattern anyCase(String form) {
    return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
  }

  /**
   * Whether the text is a valid resource or key: lower case, with letters, digits, - and _ only.
   */
  public static boolean isSegment(String text) {
    return SEGMENT.matcher(text).matches();
  }

  /** Whether this is a document of a resource or its encounters, rather than a list's page. */
  public boolean isDocument() {
    return !rest.isEmpty() && !isPage() && !isSprite();
  }

  /** Whether this is a picture, which no text parses to. */
  public boolean isSprite() {
    return rest.contains(".");
  }

  /** Whether this is a page of a list. */
  public boolean isPage() {
    return rest.startsWith("?");
  }

  /** The id or name in the path; empty for a page of a list. */
  public String key() {
    var slash = rest.indexOf('/');
    return isPage() ? "" : slash < 0 ? rest : rest.substring(0, slash);
  }

  /** Whether the key is a name, not an id. */
  public boolean hasName() {
    return !key().chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether this is the document that the key names, rather than its encounters. */
  public boolean isOwner() {
    return rest.equals(key());
  }

  /** The document that the key names. */
  public DocumentPath owner() {
    return isOwner() ? this : new DocumentPath(resource, key());
  }

  /** The same path with another key. */
  public DocumentPath withKey(String other) {
    return new DocumentPath(resource, other + rest.substring(key().length()));
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return isPage() || rest.isEmpty() ? resource + rest : resource + "/" + rest;
  }
}
