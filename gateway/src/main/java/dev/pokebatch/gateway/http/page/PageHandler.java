package dev.pokebatch.gateway.http.page;

import dev.pokebatch.gateway.answer.EntityTags;
import dev.pokebatch.gateway.coding.AcceptEncoding;
import dev.pokebatch.gateway.http.head.Preconditions;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * Sends the files of the web page. Browsers ask again for a page each time, with its {@code ETag},
 * and keep the files that it names: their URLs change with their content.
 */
public final class PageHandler {

  /** Pages load nothing from other origins, contain no scripts or styles, and are in no frame. */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";

  private static final PageFiles FILES = PageFiles.ofClassPath();

  private PageHandler() {}

  /** Returns a handler that sends a page, such as {@code index.html}. */
  public static Handler<RoutingContext> page(String name) {
    return context -> send(context, name, ASK_AGAIN);
  }

  /**
   * {@code GET /assets/{version}/{name}}. Another gateway's page may name another version: it gets
   * the file as it is here, and asks again the next time.
   */
  public static void asset(RoutingContext context) {
    var current = context.pathParam("version").equals(FILES.version());
    send(context, context.pathParam("name"), current ? FOR_EVER : ASK_AGAIN);
  }

  /** Returns the text of a page with placeholders for another handler to fill in. */
  public static String template(String name) {
    return Objects.requireNonNull(FILES.get(name), name).content().plain().toString();
  }

  private static void send(RoutingContext context, String name, String caching) {
    var file = FILES.get(name);
    if (file == null) {
      throw new ProblemException(
          Problem.of(ProblemType.NOT_FOUND, "there is no resource at this path"));
    }
    var tag = '"' + FILES.version() + '"';
    var sent =
        CompleteResponse.isCompressed(context, file.content().plain().length())
            ? EntityTags.compressed(tag)
            : tag;
    var response =
        context
            .response()
            .putHeader(HttpHeaders.CACHE_CONTROL, caching)
            .putHeader(HttpHeaders.ETAG, sent)
            .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            .putHeader("Referrer-Policy", "no-referrer");
    if (Preconditions.of(context).isCached(tag)) {
      AcceptEncoding.vary(response.headers());
      response.setStatusCode(304).end();
      return;
    }
    CompleteResponse.send(context, file.mediaType(), file.content());
  }
}
