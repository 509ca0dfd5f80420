package dev.pokebatch.gateway.http.head;

import io.vertx.ext.web.RoutingContext;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The preferences of a request ({@code Prefer}, RFC 7240). Those that are applied are listed in
 * {@code Preference-Applied} (section 3); unknown ones are ignored.
 */
public final class Preferences {

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  private final Map<String, String> preferred;
  private final List<String> applied = new ArrayList<>();

  private Preferences(Map<String, String> preferred) {
    this.preferred = preferred;
  }

  public static Preferences of(RoutingContext context) {
    var preferred = new LinkedHashMap<String, String>();
    for (var header : context.request().headers().getAll("Prefer")) {
      for (var preference : HeaderList.split(header.toLowerCase(Locale.ROOT), ',')) {
        var text = HeaderList.split(preference, ';').get(0).strip();
        var equals = text.indexOf('=');
        var name = equals < 0 ? text : text.substring(0, equals).strip();
        var value = equals < 0 ? "" : HeaderList.unquote(text.substring(equals + 1).strip());
        preferred.putIfAbsent(name, value); // the first of several counts (section 2)
      }
    }
    return new Preferences(preferred);
  }

  /** Returns whether a request asks to be answered later ({@code respond-async}, section 4.1). */
  public static boolean isAsync(RoutingContext context) {
    return of(context).apply("respond-async");
  }

  /** Whether the client prefers this value. The caller must then apply the preference. */
  public boolean apply(String name, String value) {
    var applies = value.equals(preferred.get(name));
    if (applies) {
      applied.add(name + "=" + value);
    }
    return applies;
  }

  /**
   * Whether the client has this preference, which takes no value. The caller must then apply it.
   */
  public boolean apply(String name) {
    var applies = "".equals(preferred.get(name));
    if (applies) {
      applied.add(name);
    }
    return applies;
  }

  /**
   * Returns how long the client prefers to wait ({@code wait}, section 4.3), or empty if it does
   * not say a number of seconds.
   *
   * @param most the longest wait that is applied
   */
  public Optional<Duration> applyWait(Duration most) {
    var seconds = preferred.getOrDefault("wait", "");
    if (!SECONDS.matcher(seconds).matches()) {
      return Optional.empty();
    }
    var bounded = new BigInteger(seconds).min(BigInteger.valueOf(most.toSeconds()));
    var applies = bounded.longValueExact();
    applied.add("wait=" + applies);
    return Optional.of(Duration.ofSeconds(applies));
  }

  /** Lists the applied preferences in the response. */
  public void writeApplied(RoutingContext context) {
    if (!applied.isEmpty()) {
      context.response().putHeader("Preference-Applied", String.join(", ", applied));
    }
  }
}
