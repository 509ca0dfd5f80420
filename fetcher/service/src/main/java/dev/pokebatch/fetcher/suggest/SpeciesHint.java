package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Gives a hint for a Pokémon that was requested by the name of a species: some species, such as
 * aegislash, have several varieties and no Pokémon of the species' name; the hint names the default
 * variety.
 */
final class SpeciesHint {

  private static final String POKEMON = "pokemon";
  private static final String SPECIES = "pokemon-species";
  private static final Projection VARIETIES =
      Projection.parse("varieties.is_default,varieties.pokemon.name");

  private final FieldLookup lookup;
  private final NameListLoader lists;
  private @Nullable String prefetchedKey;
  private @Nullable Future<JsonObject> prefetched;

  SpeciesHint(FieldLookup lookup, NameListLoader lists) {
    this.lookup = lookup;
    this.lists = lists;
  }

  /**
   * Requests what a hint may need. If the list of species is not cached, requests the species as
   * well: after the list, it would take another round trip.
   */
  void prefetch(DocumentPath path, TransportKind transport) {
    if (path.resource().equals(POKEMON)
        && lists.load(SPECIES, transport)
        && !lists.isKnown(SPECIES)) {
      prefetchedKey = path.key();
      prefetched = species(prefetchedKey, transport);
    }
  }

  /** The hint; empty if the key is not a species. Never fails. */
  Future<String> of(DocumentPath path, TransportKind transport, long waitMs) {
    if (!path.resource().equals(POKEMON)) {
      return Future.succeededFuture("");
    }
    var key = path.key();
    var pokemon = lists.of(POKEMON, transport, waitMs);
    var species = lists.of(SPECIES, transport, waitMs);
    var asked = key.equals(prefetchedKey) ? prefetched : null;
    return Future.join(pokemon, species, asked == null ? Future.succeededFuture() : asked)
        .transform(
            all ->
                species.result().keys().contains(key) && !pokemon.result().keys().contains(key)
                    ? asked == null ? species(key, transport) : asked
                    : Future.succeededFuture(new JsonObject()))
        .map(found -> words(key, found))
        .otherwise("");
  }

  private Future<JsonObject> species(String key, TransportKind transport) {
    return lookup.get(new DocumentPath(SPECIES, key), VARIETIES, transport);
  }

  private static String words(String key, JsonObject species) {
    var name = defaultVariety(species);
    return name.isEmpty() || name.equals(key)
        ? ""
        : key + " is a species; its default variety is " + POKEMON + "/" + name;
  }

  /** Returns the name of a species' default variety; empty if it has none. */
  static String defaultVariety(JsonObject species) {
    for (var entry : varieties(species)) {
      if (entry instanceof JsonObject variety
          && Boolean.TRUE.equals(variety.getValue("is_default"))
          && variety.getValue("pokemon") instanceof JsonObject pokemon
          && pokemon.getValue("name") instanceof String name
          && DocumentPath.isSegment(name)) {
        return name;
      }
    }
    return "";
  }

  private static JsonArray varieties(JsonObject species) {
    return species.getValue("varieties") instanceof JsonArray varieties
        ? varieties
        : new JsonArray();
  }
}
