package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.access.RouteAccess;
import dev.pokebatch.gateway.http.sprite.SheetHandler;
import dev.pokebatch.gateway.http.sprite.SpriteHandler;

/** The routes of sprites and of sprite sheets. */
public final class SpriteRoutes {

  private static final String SHEET = "/v1/pokemon/:keys/sprites";

  private final SpriteHandler sprites;
  private final SheetHandler sheets;

  /** Routes requests to these handlers. */
  public SpriteRoutes(SpriteHandler sprites, SheetHandler sheets) {
    this.sprites = sprites;
    this.sheets = sheets;
  }

  void mount(AccessRouter table) {
    table.read(SpriteHandler.ROUTE, RouteAccess.DOCUMENTS, sprites::handle);
    table.read(SHEET + ".png", RouteAccess.DOCUMENTS, sheets::png);
    table.read(SHEET + ".json", RouteAccess.DOCUMENTS, sheets::json);
    table.read(SHEET + ".css", RouteAccess.DOCUMENTS, sheets::css);
  }
}
