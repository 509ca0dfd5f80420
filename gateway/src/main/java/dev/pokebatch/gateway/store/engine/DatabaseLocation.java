package dev.pokebatch.gateway.store.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The location of a database: a SQLite file or a PostgreSQL URL. */
public sealed interface DatabaseLocation {

  /**
   * A SQLite file, for one gateway or for several on one machine; never on a network file system.
   *
   * @param file path of the file; created with its directories if missing
   */
  record Sqlite(Path file) implements DatabaseLocation {
    @Override
    public String toString() {
      return "SQLite " + file;
    }
  }

  /**
   * A PostgreSQL database, for any number of gateways.
   *
   * @param url JDBC URL without user and password
   * @param properties properties of the JDBC driver: user, password and the parameters of the URL's
   *     query. Never logged
   */
  record Postgres(String url, Map<String, String> properties) implements DatabaseLocation {

    /** Copies the map. */
    public Postgres {
      properties = Map.copyOf(properties);
    }

    /** Returns a copy with another password. */
    Postgres withPassword(String password) {
      var changed = new HashMap<>(properties);
      changed.put("password", password);
      return new Postgres(url, changed);
    }

    @Override
    public String toString() {
      return "PostgreSQL " + url.substring("jdbc:postgresql://".length());
    }
  }
}
