package dev.pokebatch.gateway.store.engine;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date: runs the scripts in {@code migration/} that have not run there. */
final class Migrations {

  private static final String SCRIPTS = "classpath:dev/pokebatch/gateway/store/migration";

  private Migrations() {}

  /**
   * Runs what is missing.
   *
   * @throws SQLException where the database is the reason that it cannot
   * @throws FlywayException where its schema is: it is not ours, or somebody has changed it
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
