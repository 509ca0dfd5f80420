package dev.pokebatch.gateway.store.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the URL of a PostgreSQL database, such as {@code
 * postgresql://user:password@host:5432/database?sslmode=require}. Also accepts the schemes {@code
 * postgres:} and {@code jdbc:postgresql:}, several hosts, and a password that is not
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

  /** Names of libpq's connection parameters that differ from those of the JDBC driver. */
  private static final Map<String, String> DRIVERS_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "connect_timeout", "connectTimeout");

  private DatabaseUrl() {}

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException if it is invalid; the message does not contain any of it
   */
  static DatabaseLocation.Postgres parse(String text) {
    var parts = SHAPE.matcher(text.strip());
    if (!parts.matches()) {
      throw invalid();
    }
    for (var host : parts.group("hosts").split(",", -1)) {
      if (!HOST.matcher(host).matches()) {
        throw invalid();
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

  /**
   * Percent-decodes the text; returns it unchanged if it contains a percent sign that is not an
   * escape.
   */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException literal) {
      return text;
    }
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException(
        "expected postgresql://user:password@host:port/database, optionally followed by ?name=value");
  }
}
