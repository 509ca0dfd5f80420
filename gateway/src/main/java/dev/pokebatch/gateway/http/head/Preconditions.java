package dev.pokebatch.gateway.http.head;

import dev.pokebatch.gateway.answer.EntityTags;
import dev.pokebatch.gateway.store.collection.Precondition;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The preconditions of a request: {@code If-Match} and {@code If-None-Match}. (Preconditions with
 * dates are ignored, because two versions may be stored within one second.)
 *
 * @param match the tags one of which must be current; null without {@code If-Match}
 * @param noneMatch the tags none of which may be current; null without {@code If-None-Match}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, section 13</a>
 */
public record Preconditions(@Nullable EntityTags match, @Nullable EntityTags noneMatch) {

  public static Preconditions of(RoutingContext context) {
    var headers = context.request().headers();
    return new Preconditions(
        tags(headers.getAll(HttpHeaders.IF_MATCH)),
        tags(headers.getAll(HttpHeaders.IF_NONE_MATCH)));
  }

  private static @Nullable EntityTags tags(List<String> lines) {
    return lines.isEmpty() ? null : EntityTags.of(lines);
  }

  /**
   * Whether {@code If-Match} holds for a current entity tag, or for null if the resource does not
   * exist.
   */
  public boolean matches(@Nullable String tag) {
    return match == null || (tag != null && match.matchStrongly(tag));
  }

  /** Whether {@code If-None-Match} lists this entity tag; null if the resource does not exist. */
  public boolean isCached(@Nullable String tag) {
    return noneMatch != null && tag != null && noneMatch.matchWeakly(tag);
  }

  /** Returns both preconditions as a condition of a change; null if the request has none. */
  public @Nullable Precondition toCondition() {
    if (match == null && noneMatch == null) {
      return null;
    }
    return stored -> {
      var tag = stored == null ? null : stored.etag();
      return matches(tag) && !isCached(tag);
    };
  }
}
