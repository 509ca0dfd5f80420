package dev.pokebatch.gateway.store.engine;

import java.nio.file.Path;
import java.util.Map;

/** Which database it is. */
public sealed interface DatabaseLocation {

  /**
   * A SQLite file, for one gateway; or for several on one machine, never over a network.
   *
   * @param file is made where there is none, its directories too
   */
  record Sqlite(Path file) implements DatabaseLocation {
    @Override
    public String toString() {
      return "SQLite " + file;
    }
  }

  /**
   * A PostgreSQL, for any number of gateways.
   *
   * @param url for JDBC, without user and password
   * @param properties for its driver: user, password, and what the URL's query said. Shown nowhere
   */
  record Postgres(String url, Map<String, String> properties) implements DatabaseLocation {

    /** Copies the map. */
    public Postgres {
      properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
      return "PostgreSQL " + url.substring("jdbc:postgresql://".length());
    }
  }
}
