package dev.pokebatch.sample;

import dev.pokebatch.sample.SampleTarget.DocumentTarget;
import dev.pokebatch.sample.SampleTarget.Encounters;
import dev.pokebatch.sample.SampleTarget.IndexTarget;
import dev.pokebatch.sample.SampleTarget.Meta;
import dev.pokebatch.sample.SampleTarget.PageTarget;
import dev.pokebatch.sample.SampleTarget.RefusedTarget;
import dev.pokebatch.sample.SampleTarget.SpriteTarget;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Parses request targets: {@code /api/v2/resource/key}, with or without a trailing slash. */
final class TargetParser {

  /** The path of the API. */
  static final String ROOT = "/api/v2";

  /** The path of the sprites. */
  static final String SPRITES = "/sprites";

  private static final Pattern SPRITE =
      Pattern.compile(SPRITES + "/pokemon/(?:[a-z_-][a-z0-9_-]*/)*([0-9]{1,9})\\.(png|gif|svg)");

  private static final int DEFAULT_LIMIT = 20;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+");

  private final Map<String, Resource> resources;
  private final Supplier<String> version;

  /**
   * @param version returns the current version of the data
   */
  TargetParser(Map<String, Resource> resources, Supplier<String> version) {
    this.resources = resources;
    this.version = version;
  }

  /**
   * The part of a request target by which faults are dealt and requests are counted: what follows
   * the API's path, with its query but without slashes at either end. A target outside the API
   * stays whole.
   */
  static String below(String uri) {
    var query = uri.indexOf('?');
    var path = query < 0 ? uri : uri.substring(0, query);
    var start = path.startsWith(ROOT) ? ROOT.length() : 0;
    start = start < path.length() && path.charAt(start) == '/' ? start + 1 : start;
    var end = path.length();
    end = end > start && path.charAt(end - 1) == '/' ? end - 1 : end;
    return query < 0
        ? path.substring(start, end)
        : path.substring(start, end) + uri.substring(query);
  }

  /** Parses a request target. */
  SampleTarget resolve(String uri) {
    var mark = uri.indexOf('?');
    var path = mark < 0 ? uri : uri.substring(0, mark);
    if (path.startsWith(SPRITES)) {
      return sprite(path);
    }
    if (!path.startsWith(ROOT) || path.endsWith("//")) {
      return RefusedTarget.NOT_FOUND;
    }
    var rest = path.substring(ROOT.length());
    rest = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    if (rest.isEmpty()) {
      return new IndexTarget();
    }
    if (rest.equals("/meta")) {
      return new Meta(version.get());
    }
    var parts = rest.split("/", -1);
    var resource = parts[0].isEmpty() && parts.length > 1 ? resources.get(parts[1]) : null;
    if (resource == null) {
      return RefusedTarget.NOT_FOUND;
    }
    if (parts.length == 2) {
      return page(resource, mark < 0 ? "" : uri.substring(mark + 1));
    }
    if (!KEY.matcher(parts[2]).matches()) {
      return RefusedTarget.BAD_REQUEST;
    }
    var id = resource.idOf(parts[2]);
    if (id < 0 || parts.length > 4) {
      return RefusedTarget.NOT_FOUND;
    }
    if (parts.length == 3) {
      return new DocumentTarget(resource, id);
    }
    return parts[3].equals("encounters") && resource.hasEncounters(id)
        ? new Encounters(resource, id)
        : RefusedTarget.NOT_FOUND;
  }

  private SampleTarget sprite(String path) {
    var named = SPRITE.matcher(path);
    var pokemon = resources.get("pokemon");
    return named.matches() && pokemon != null && pokemon.idOf(named.group(1)) > 0
        ? new SpriteTarget(pokemon.idOf(named.group(1)), named.group(2))
        : RefusedTarget.NOT_FOUND;
  }

  private static PageTarget page(Resource resource, String query) {
    var limit = DEFAULT_LIMIT;
    var offset = 0;
    for (var parameter : Table.split(query, '&')) {
      var number = Keys.number(parameter.substring(parameter.indexOf('=') + 1));
      if (number > 0 && parameter.startsWith("limit=")) {
        limit = number;
      } else if (number > 0 && parameter.startsWith("offset=")) {
        offset = number;
      }
    }
    var size = resource.size();
    return new PageTarget(resource, limit, Math.min(offset, size));
  }
}
