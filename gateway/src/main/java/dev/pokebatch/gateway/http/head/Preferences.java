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

  private final Map<String, String> wished;
  private final List<String> applied = new ArrayList<>();

  private Preferences(Map<String, String> wished) {
    this.wished = wished;
  }

  public static Preferences of(RoutingContext context) {
    var wished = new LinkedHashMap<String, String>();
    for (var header : context.request().headers().getAll("Prefer")) {
      for (var preference : HeaderList.split(header.toLowerCase(Locale.ROOT), ',')) {
        var text = HeaderList.split(preference, ';').get(0).strip();
        var equals = text.indexOf('=');
        var name = equals < 0 ? text : text.substring(0, equals).strip();
        var value = equals < 0 ? "" : HeaderList.unquote(text.substring(equals + 1).strip());
        wished.putIfAbsent(name, value); // the first of several counts (section 2)
      }
    }
    return new Preferences(wished);
  }

  /** Whether the client prefers this value. The caller must then apply the preference. */
  public boolean apply(String name, String value) {
    var likes = value.equals(wished.get(name));
    if (likes) {
      applied.add(name + "=" + value);
    }
    return likes;
  }

  /**
   * Whether the client has this preference, which takes no value. The caller must then apply it.
   */
  public boolean apply(String name) {
    var likes = "".equals(wished.get(name));
    if (likes) {
      applied.add(name);
    }
    return likes;
  }

  /**
   * Returns how long the client prefers to wait ({@code wait}, section 4.3), or empty if it does
   * not say a number of seconds.
   *
   * @param most the longest wait that is applied
   */
  public Optional<Duration> applyWait(Duration most) {
    var seconds = wished.getOrDefault("wait", "");
    if (!SECONDS.matcher(seconds).matches()) {
      return Optional.empty();
    }
    var wish = new BigInteger(seconds).min(BigInteger.valueOf(most.toSeconds()));
    var applies = wish.longValueExact();
    applied.add("wait=" + applies);
    return Optional.of(Duration.ofSeconds(applies));
  }

  /** Lists the applied preferences in the response. */
  public void tell(RoutingContext context) {
    if (!applied.isEmpty()) {
      context.response().putHeader("Preference-Applied", String.join(", ", applied));
    }
  }
}
