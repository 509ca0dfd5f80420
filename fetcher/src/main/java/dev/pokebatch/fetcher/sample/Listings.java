package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.Table.Ref;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The resources that there are, what each holds, and the pages that list it. */
final class Listings {

  private static final List<String> RESOURCES =
      List.of("evolution-chain", "pokemon", "pokemon-species", "type");

  private final Facts facts = Facts.get();
  private final List<Ref> pokemon;

  Listings(int documents) {
    pokemon =
        IntStream.rangeClosed(1, documents)
            .mapToObj(id -> new Ref(id, facts.pokemonName(id)))
            .toList();
  }

  /** All of a resource, in order; null where there is no such resource. */
  @Nullable List<Ref> of(String resource) {
    return switch (resource) {
      case "pokemon" -> pokemon;
      case "pokemon-species" -> pokemon.subList(0, Math.min(pokemon.size(), Facts.KANTO));
      case "type" -> refs(facts.types.values());
      case "evolution-chain" -> refs(facts.chains.values());
      default -> null;
    };
  }

  private static List<Ref> refs(java.util.Collection<Table.Row> rows) {
    return rows.stream()
        .map(row -> new Ref(row.number(0), row.text(1)))
        .sorted(java.util.Comparator.comparingInt(Ref::id))
        .toList();
  }

  /** The index: where each resource is. */
  static byte[] index(String base) {
    return Json.object(
        base,
        1 << 10,
        json -> {
          for (var resource : RESOURCES) {
            json.put(resource, base + "/" + resource + "/");
          }
        });
  }

  /** A page of a list. */
  byte[] page(String base, String resource, List<Ref> all, int offset, int limit) {
    var from = Math.min(offset, all.size());
    var to = (int) Math.min((long) from + limit, all.size());
    var named = !resource.equals("evolution-chain");
    return Json.object(
        base,
        1 << 12,
        json -> {
          json.put("count", all.size());
          link(json, "next", resource, to < all.size() ? to : -1, limit);
          link(json, "previous", resource, from > 0 ? Math.max(0, from - limit) : -1, limit);
          json.array(
              "results", all.subList(from, to), (entry, to2) -> entry(entry, resource, to2, named));
        });
  }

  private static void entry(Json json, String resource, Ref to, boolean named) throws IOException {
    if (named) {
      json.refMembers(resource, to);
    } else {
      json.put("url", json.url(resource, to.id()));
    }
  }

  private static void link(Json json, String name, String resource, int offset, int limit)
      throws IOException {
    if (offset < 0) {
      json.putNull(name);
    } else {
      json.put(name, json.page(resource, offset, limit));
    }
  }
}
