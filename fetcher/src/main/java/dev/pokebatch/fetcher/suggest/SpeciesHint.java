package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Helps who asks for a Pokémon by the name of a species: some species, aegislash for one, have no
 * Pokémon of that name, but several varieties, and one of these is the default.
 */
final class SpeciesHint {

  private static final String POKEMON = "pokemon";
  private static final String SPECIES = "pokemon-species";
  private static final Projection VARIETIES =
      Projection.parse("varieties.is_default,varieties.pokemon.name");

  private final Lookup lookup;
  private final NameLists lists;

  SpeciesHint(Lookup lookup, NameLists lists) {
    this.lookup = lookup;
    this.lists = lists;
  }

  /** Where to find what the key means; empty where it is no species. Never fails. */
  Future<String> of(String resource, String key, TransportKind transport) {
    if (!resource.equals(POKEMON)) {
      return Future.succeededFuture("");
    }
    var pokemon = lists.of(POKEMON, transport);
    var species = lists.of(SPECIES, transport);
    return Future.all(pokemon, species)
        .compose(
            both ->
                species.result().keys().contains(key) && !pokemon.result().keys().contains(key)
                    ? lookup
                        .get(new DocumentPath(SPECIES, key), VARIETIES, transport)
                        .map(found -> words(key, found))
                    : Future.succeededFuture(""))
        .otherwise("");
  }

  private static String words(String key, JsonObject species) {
    for (var entry : species.getJsonArray("varieties", new JsonArray())) {
      if (entry instanceof JsonObject variety
          && variety.getBoolean("is_default", false)
          && variety.getValue("pokemon") instanceof JsonObject pokemon
          && pokemon.getValue("name") instanceof String name
          && DocumentPath.isSegment(name)
          && !name.equals(key)) {
        return key + " is a species; its default variety is " + POKEMON + "/" + name;
      }
    }
    return "";
  }
}
