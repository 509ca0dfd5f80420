package dev.pokebatch.fetcher.contract;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names one document below the upstream: a resource and the key (id or name) of one of its
 * documents. Holds nothing that could change what a URL points at: no slash, dot, percent sign,
 * query or fragment.
 *
 * @param resource lower-case resource name, such as {@code pokemon-species}
 * @param key lower-case id or name, such as {@code 25} or {@code pikachu}
 */
public record DocumentPath(String resource, String key) {

  /** The longest resource or key that is accepted, in characters; PokéAPI's longest has 53. */
  public static final int MAX_SEGMENT = 100;

  private static final Pattern SEGMENT = Pattern.compile("[a-z0-9_-]{1," + MAX_SEGMENT + "}");
  private static final Pattern PATH =
      Pattern.compile("([\\w-]{1,%1$d})/([\\w-]{1,%1$d})/?".formatted(MAX_SEGMENT));

  /**
   * @throws IllegalArgumentException where a part is not {@code [a-z0-9_-]+} or too long
   */
  public DocumentPath {
    if (!isSegment(resource) || !isSegment(key)) {
      throw new IllegalArgumentException("not a resource and a key");
    }
  }

  /**
   * Reads {@code resource/key}, in any case, with or without a trailing slash.
   *
   * @return the path, or nothing where the text is of another form
   */
  public static Optional<DocumentPath> parse(String text) {
    var path = PATH.matcher(text);
    return path.matches()
        ? Optional.of(new DocumentPath(lowerCase(path.group(1)), lowerCase(path.group(2))))
        : Optional.empty();
  }

  private static String lowerCase(@Nullable String name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }

  /** Whether the text can stand as a resource or a key as it is: lower case, nothing but names. */
  public static boolean isSegment(String text) {
    return SEGMENT.matcher(text).matches();
  }

  /** {@code resource/key}: what {@link #parse} reads. */
  @Override
  public String toString() {
    return resource + "/" + key;
  }
}
