package dev.pokebatch.gateway;

import dev.pokebatch.gateway.testing.PostgresServer;
import java.util.Map;

/** Durable batches in a PostgreSQL. */
class JobsOnPostgresTest extends JobsContract {

  @Override
  Map<String, String> database() {
    return Map.of("DATABASE_URL", PostgresServer.shared().emptySchema());
  }
}
