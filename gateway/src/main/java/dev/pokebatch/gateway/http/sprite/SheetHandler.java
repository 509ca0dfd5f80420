package dev.pokebatch.gateway.http.sprite;

import dev.pokebatch.contract.Sprite;
import dev.pokebatch.gateway.batch.KeysReader;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.sprite.SheetCell;
import dev.pokebatch.gateway.sprite.SheetPainter;
import dev.pokebatch.gateway.sprite.SpriteSheet;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /v1/pokemon/{keys}/sprites.png}: the sprites of many Pokémon on one sheet, with {@code
 * .json} for their positions and {@code .css} for classes that show them.
 */
public final class SheetHandler {

  private static final String A_DAY = "public, max-age=86400";

  private final KeysReader keys;
  private final OptionReader options;
  private final SpriteFetcher fetcher;
  private final SheetPainter painter;

  /** Creates a handler that gets documents and sprites through fetchers. */
  public SheetHandler(
      KeysReader keys, OptionReader options, SpriteFetcher fetcher, SheetPainter painter) {
    this.keys = keys;
    this.options = options;
    this.fetcher = fetcher;
    this.painter = painter;
  }

  /** Sends the sheet as a picture. */
  public void png(RoutingContext context) {
    var session = fetcher.open(context);
    var drawn = sheet(context, session).compose(sheet -> paint(session, sheet));
    AsyncResponse.answer(
        context, drawn, done -> send(context, "image/png", done.png, done.isComplete));
  }

  /** Sends the positions. */
  public void json(RoutingContext context) {
    AsyncResponse.answer(
        context,
        sheet(context, fetcher.open(context)),
        sheet -> send(context, "application/json", sheet.toJson().toBuffer(), sheet.isComplete()));
  }

  /** Sends the classes. */
  public void css(RoutingContext context) {
    AsyncResponse.answer(
        context,
        sheet(context, fetcher.open(context)),
        sheet ->
            send(
                context,
                "text/css; charset=utf-8",
                Buffer.buffer(sheet.toCss()),
                sheet.isComplete()));
  }

  private Future<SpriteSheet> sheet(RoutingContext context, SpriteFetcher.Session session) {
    QueryParameters.allow(context);
    var fields = options.defaults().with(OptionTable.FIELDS, SheetCell.FIELDS);
    var request = keys.read("pokemon", context.pathParam("keys"), fields);
    check(request.documents());
    return session
        .fetch(request)
        .map(
            results -> {
              check(results.size());
              var sheet = new SpriteSheet(results.stream().map(SheetCell::of).toList());
              if (sheet.problem() != null) {
                throw new ProblemException(sheet.problem());
              }
              return sheet;
            });
  }

  private static void check(long cells) {
    if (cells > SpriteSheet.MAX_CELLS) {
      var words = "A sheet may have %d sprites, not %d.";
      var detail = String.format(Locale.ROOT, words, SpriteSheet.MAX_CELLS, cells);
      throw new ProblemException(
          LimitProblems.limitExceeded("sheetSprites", SpriteSheet.MAX_CELLS, cells, detail));
    }
  }

  /** A sheet as a file, and whether nothing is missing on it. */
  private record Drawn(Buffer png, boolean isComplete) {}

  private Future<Drawn> paint(SpriteFetcher.Session session, SpriteSheet sheet) {
    var targets =
        sheet.cells().stream()
            .map(SheetCell::sprite)
            .filter(target -> !target.isEmpty())
            .distinct()
            .toList();
    var sprites =
        targets.isEmpty()
            ? Future.succeededFuture(List.<Result>of())
            : session.sprites(targets, options.defaults());
    var bytes = SheetPainter.bytes(sheet);
    if (bytes > session.mostBytes()) {
      throw new ProblemException(
          LimitProblems.overloaded("This gateway has too little memory for so large a sheet."));
    }
    return sprites
        .compose(results -> session.reserve(bytes).map(reserved -> pictures(results)))
        .compose(
            pictures ->
                painter
                    .paint(sheet, pictures)
                    .map(
                        png ->
                            new Drawn(
                                png, sheet.isComplete() && pictures.size() == targets.size())));
  }

  private static Map<String, Sprite> pictures(List<Result> results) {
    var pictures = new HashMap<String, Sprite>();
    for (var result : results) {
      var found = result.found();
      if (found != null) {
        Sprite.ofJson(found.body()).ifPresent(sprite -> pictures.put(result.target(), sprite));
      }
    }
    return pictures;
  }

  private static void send(
      RoutingContext context, String mediaType, Buffer body, boolean isComplete) {
    var response = context.response();
    if (!response.closed()) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, isComplete ? A_DAY : "no-store");
      if (mediaType.startsWith("image/")) {
        CompleteResponse.sendAsIs(context, mediaType, body);
      } else {
        CompleteResponse.send(context, mediaType, body);
      }
    }
  }
}
