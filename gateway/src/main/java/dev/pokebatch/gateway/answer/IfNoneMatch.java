package dev.pokebatch.gateway.answer;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which answers a client still has, by their entity tags: {@code If-None-Match}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2">RFC 9110, section 13.1.2</a>
 */
public final class IfNoneMatch {

  /** An entity tag (section 8.8.3), of which only what is in the quotes is compared. */
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

  private final boolean any;
  private final Set<String> opaque;

  private IfNoneMatch(boolean any, Set<String> opaque) {
    this.any = any;
    this.opaque = opaque;
  }

  /**
   * Reads the header's lines; what is no tag matches nothing.
   *
   * @param lines each a list of tags, or {@code *}
   */
  public static IfNoneMatch of(List<String> lines) {
    return new IfNoneMatch(
        lines.size() == 1 && lines.get(0).strip().equals("*"),
        lines.stream()
            .flatMap(line -> TAG.matcher(line).results())
            .map(tag -> tag.group(1))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether the client has the answer of that tag, by weak comparison (section 8.8.3.2). */
  boolean matches(String tag) {
    return any || opaque.contains(tag.startsWith("W/") ? tag.substring(2) : tag);
  }
}
