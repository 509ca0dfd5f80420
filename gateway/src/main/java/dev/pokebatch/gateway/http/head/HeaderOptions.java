package dev.pokebatch.gateway.http.head;

import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of a batch that are in the headers of its request. They are the defaults of those in
 * the query and the body.
 *
 * <ul>
 *   <li>{@code Accept-Language} is the option {@code language}.
 *   <li>{@code Cache-Control} (RFC 9111, section 5.2.1) is the option {@code cache}: {@code
 *       only-if-cached} takes precedence over {@code no-cache}, and other directives are ignored.
 * </ul>
 */
public final class HeaderOptions {

  private HeaderOptions() {}

  /** Returns the values of a request whose query and body have no options. */
  public static OptionValues of(RoutingContext context, OptionReader reader) {
    var defaults = reader.defaults(Negotiation.languages(context));
    var directives = directives(context);
    if (directives.contains("only-if-cached")) {
      return defaults.with(OptionTable.CACHE, CacheMode.ONLY_IF_CACHED);
    }
    return directives.contains("no-cache")
        ? defaults.with(OptionTable.CACHE, CacheMode.NO_CACHE)
        : defaults;
  }

  private static Set<String> directives(RoutingContext context) {
    return context.request().headers().getAll(HttpHeaders.CACHE_CONTROL).stream()
        .flatMap(line -> HeaderList.split(line.toLowerCase(Locale.ROOT), ',').stream())
        .map(String::strip)
        .collect(Collectors.toSet());
  }
}
