package dev.pokebatch.gateway.http.sprite;

import dev.pokebatch.contract.Sprite;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.http.head.Preconditions;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.process.digest.Sha256;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * {@code GET /v1/sprites/{path}}: a picture of PokéAPI's sprites from this origin, so that a page
 * needs no other one.
 */
public final class SpriteHandler {

  /** The route. */
  public static final String ROUTE = "/v1/sprites/*";

  /** A file that is opened by itself loads nothing, runs no script and is in no frame. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

  private static final String PREFIX = "/v1/sprites/";
  private static final int TAG_BYTES = 8;

  /** A week: sprites hardly ever change. */
  private static final String A_WEEK = "public, max-age=604800";

  private final OptionReader options;
  private final SpriteFetcher fetcher;

  /** Creates a handler that gets sprites through fetchers. */
  public SpriteHandler(OptionReader options, SpriteFetcher fetcher) {
    this.options = options;
    this.fetcher = fetcher;
  }

  /**
   * Sends the sprite; for {@code HEAD}, its headers only.
   *
   * @throws ProblemException {@code not-found} if the path cannot be that of a sprite
   */
  public void handle(RoutingContext context) {
    QueryParameters.allow(context);
    var path = context.request().path().substring(PREFIX.length());
    var target =
        Sprite.target(path.replace("%2F", "/").replace("%2f", "/"))
            .orElseThrow(() -> new ProblemException(noSprite()));
    var result = fetcher.open(context).sprites(List.of(target), options.defaults());
    AsyncResponse.answer(context, result, found -> send(context, found.get(0)));
  }

  private static Problem noSprite() {
    return Problem.of(
        ProblemType.NOT_FOUND,
        "the path is not that of a sprite, such as pokemon/25.png: lower-case names, and .png, .gif"
            + " or .svg at the end");
  }

  private static void send(RoutingContext context, Result result) {
    var found = result.found();
    if (found == null) {
      throw new ProblemException(Objects.requireNonNull(result.toProblem()));
    }
    var response = context.response();
    if (response.closed()) {
      return;
    }
    var sprite = Sprite.ofJson(found.body()).orElseThrow();
    var bytes = sprite.bytes().getBytes();
    var digest = Sha256.newDigest().digest(bytes);
    var tag = '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, A_WEEK)
        .putHeader(HttpHeaders.ETAG, tag)
        .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    if (Preconditions.of(context).isCached(tag)) {
      response.setStatusCode(304).end();
    } else {
      CompleteResponse.sendAsIs(context, sprite.mediaType(), sprite.bytes());
    }
  }
}
