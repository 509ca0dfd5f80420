package dev.pokebatch.gateway.sprite;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.Sprite;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.run.Result;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One Pokémon of a sheet.
 *
 * @param key as the request names it, {@code pokemon/25}
 * @param id its id; empty if there is no such Pokémon
 * @param name its name; empty if there is no such Pokémon
 * @param sprite the target of its sprite; empty if it has none
 * @param problem why it could not be fetched; null if it could
 */
public record SheetCell(
    String key, String id, String name, String sprite, @Nullable Problem problem) {

  /** The fields of a Pokémon that a sheet needs. */
  public static final Projection FIELDS = Projection.parse("id,name,sprites.front_default");

  /** Reads the document of a Pokémon, as far as it could be fetched. */
  public static SheetCell of(Result result) {
    var found = result.found();
    if (found == null) {
      return new SheetCell(result.target(), "", "", "", result.toProblem());
    }
    try {
      return of(result.target(), new JsonObject(found.body()));
    } catch (DecodeException noObject) {
      return new SheetCell(result.target(), "", "", "", null);
    }
  }

  private static SheetCell of(String key, JsonObject pokemon) {
    var sprites = pokemon.getValue("sprites") instanceof JsonObject all ? all : new JsonObject();
    var target =
        sprites.getValue("front_default") instanceof String link
            ? Sprite.targetOfLink(link)
            : Optional.<String>empty();
    return new SheetCell(
        key,
        segment(pokemon.getValue("id")),
        segment(pokemon.getValue("name")),
        target.orElse(""),
        null);
  }

  /** Only such text is fit for the name of a class in a style sheet. */
  private static String segment(@Nullable Object value) {
    var text = String.valueOf(value);
    return value != null && DocumentPath.isSegment(text) ? text : "";
  }
}
