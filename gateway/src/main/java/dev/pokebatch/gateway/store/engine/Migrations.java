package dev.pokebatch.gateway.store.engine;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Migrates the schema: runs the scripts in {@code migration/} that this database has not yet run.
 */
final class Migrations {

  private static final String SCRIPTS = "classpath:dev/pokebatch/gateway/store/migration";

  private Migrations() {}

  /**
   * Runs the missing scripts.
   *
   * @throws SQLException if the database fails
   * @throws FlywayException if the schema is not the gateway's, or its migration scripts were
   *     changed
   */
  static void run(DataSource source, Dialect dialect) throws SQLException {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(source)
          .locations(SCRIPTS)
          .placeholders(dialect.types())
          .table("schema_history")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          throw sql;
        }
      }
      throw failure;
    }
  }
}
