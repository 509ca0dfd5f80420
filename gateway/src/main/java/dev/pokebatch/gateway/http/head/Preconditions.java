package dev.pokebatch.gateway.http.head;

import dev.pokebatch.gateway.answer.EntityTags;
import dev.pokebatch.gateway.store.collection.Precondition;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client says must be there, or must not, for its request to be done: {@code If-Match} and
 * {@code If-None-Match}. (Dates are not regarded: two versions may be of the same second.)
 *
 * @param match of which something must be there; null where the client does not say
 * @param noneMatch of which nothing may be there; null where the client does not say
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

  /** Whether what has that tag is what the client asks for; of null where nothing is there. */
  public boolean matches(@Nullable String tag) {
    return match == null || (tag != null && match.matchStrongly(tag));
  }

  /** Whether what has that tag is what the client has already; of null where nothing is there. */
  public boolean isKnown(@Nullable String tag) {
    return noneMatch != null && tag != null && noneMatch.matchWeakly(tag);
  }

  /** Both, of what is to be changed; null where the client does not say anything. */
  public @Nullable Precondition ofChange() {
    if (match == null && noneMatch == null) {
      return null;
    }
    return stored -> {
      var tag = stored == null ? null : stored.etag();
      return matches(tag) && !isKnown(tag);
    };
  }
}
