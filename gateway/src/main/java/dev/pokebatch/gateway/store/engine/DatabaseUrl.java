package dev.pokebatch.gateway.store.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a PostgreSQL as people write it: {@code
 * postgresql://user:password@host:5432/database?sslmode=require}. Also with {@code postgres:} or
 * {@code jdbc:postgresql:}, with several hosts, and with a password that nobody has
 * percent-encoded.
 */
final class DatabaseUrl {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<login>.*)@)?"
              + "(?<hosts>[^/@?#\\s]+)/(?<name>[^/@?#\\s]+)(?:\\?(?<query>[^@\\s]*))?",
          Pattern.DOTALL);
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?");

  /** What libpq calls otherwise than the driver. */
  private static final Map<String, String> DRIVERS_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "connect_timeout", "connectTimeout");

  private DatabaseUrl() {}

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException where it is none, with a message that has nothing of it
   */
  static DatabaseLocation.Postgres parse(String text) {
    var parts = SHAPE.matcher(text.strip());
    if (!parts.matches()) {
      throw refused();
    }
    for (var host : parts.group("hosts").split(",", -1)) {
      if (!HOST.matcher(host).matches()) {
        throw refused();
      }
    }
    var properties = new HashMap<String, String>();
    readQuery(parts.group("query"), properties);
    readLogin(parts.group("login"), properties);
    var url = "jdbc:postgresql://" + parts.group("hosts") + "/" + parts.group("name");
    return new DatabaseLocation.Postgres(url, properties);
  }

  private static void readLogin(@Nullable String login, Map<String, String> into) {
    if (login == null) {
      return;
    }
    var colon = login.indexOf(':');
    into.put("user", decoded(colon < 0 ? login : login.substring(0, colon)));
    if (colon >= 0) {
      into.put("password", decoded(login.substring(colon + 1)));
    }
  }

  private static void readQuery(@Nullable String query, Map<String, String> into) {
    if (query == null) {
      return;
    }
    for (var pair : query.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        var name = decoded(pair.substring(0, equals));
        into.put(DRIVERS_NAMES.getOrDefault(name, name), decoded(pair.substring(equals + 1)));
      }
    }
  }

  /** Without its percent-encoding; as it stands where a percent sign is meant as one. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException literal) {
      return text;
    }
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "expected postgresql://user:password@host:port/database, maybe with ?name=value at the end");
  }
}
