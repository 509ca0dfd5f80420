package dev.pokebatch.gateway.answer;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The entity tags of an {@code If-Match} or {@code If-None-Match} header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, sections 13.1.1
 *     and 13.1.2</a>
 */
public final class EntityTags {

  private static final String WEAK = "W/";

  /** An entity tag (section 8.8.3). */
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");

  /**
   * Suffixes that this gateway and compressing proxies add to a tag within the quotes: Apache's
   * {@code -gzip}, Jetty's {@code --gzip}. A tag matches with and without them.
   */
  private static final Pattern WITH_CODING =
      Pattern.compile("(?:--?|;)(?:gzip|br|zstd|deflate)\"$");

  private final boolean any;
  private final Set<String> tags;

  private EntityTags(boolean any, Set<String> tags) {
    this.any = any;
    this.tags = tags;
  }

  /**
   * Parses the header's lines; invalid tags match nothing.
   *
   * @param lines each a list of tags, or {@code *}
   */
  public static EntityTags of(List<String> lines) {
    return new EntityTags(
        lines.size() == 1 && lines.get(0).strip().equals("*"),
        lines.stream()
            .flatMap(line -> TAG.matcher(line).results())
            .map(tag -> tag.group())
            .flatMap(tag -> Stream.of(tag, WITH_CODING.matcher(tag).replaceFirst("\"")))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Returns the tag of the compressed form of a representation, whose bytes differ (section
   * 8.8.3.3). Both forms of a tag match each other.
   */
  public static String compressed(String tag) {
    return tag.substring(0, tag.length() - 1) + "-gzip\"";
  }

  /** Whether they contain a tag by weak comparison, which ignores {@code W/} (section 8.8.3.2). */
  public boolean matchWeakly(String tag) {
    var quoted = quoted(tag);
    return any || tags.contains(quoted) || tags.contains(WEAK + quoted);
  }

  /** Whether they contain a tag by strong comparison, in which weak tags never match. */
  public boolean matchStrongly(String tag) {
    return any || (!tag.startsWith(WEAK) && tags.contains(tag));
  }

  private static String quoted(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }
}
