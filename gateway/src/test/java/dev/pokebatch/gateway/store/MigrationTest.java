package dev.pokebatch.gateway.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.collection.CollectionTable;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.store.engine.DatabaseLocation;
import dev.pokebatch.gateway.store.engine.Dialect;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.PageSize;
import dev.pokebatch.gateway.store.job.ResultFilter;
import dev.pokebatch.gateway.store.job.ResultTable;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What was stored before bytes were counted is counted when the schema is brought up to date, and
 * what was stored before there were owners belongs to nobody.
 */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class MigrationTest {

  private static final String MEMBERS = "\"status\":200,\"body\":{\"id\":1}";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @ParameterizedTest
  @EnumSource(StoreDatabase.class)
  void rowsOfAnOlderSchemaAreCountedAndCanBeRead(StoreDatabase kind) throws Exception {
    var config = kind.empty(folder);
    makeOlder(kind, config);

    var database = await(Database.open(vertx, config));
    var job = await(database.read(tx -> new JobTable(tx).find("j").orElseThrow()));
    var results =
        await(
            database.read(
                tx -> new ResultTable(tx).bySeq("j", ResultFilter.ALL, PageSize.STREAMED)));
    var bytes =
        await(
            database.read(
                tx ->
                    tx.query(
                        "SELECT bytes FROM stored_bytes ORDER BY kind",
                        row -> row.getLong("bytes"))));

    var collection =
        await(
            database.read(
                tx -> new CollectionTable(tx, "anonymous").get("c", length -> {}).orElseThrow()));
    assertThat(collection.body()).isEqualTo(Buffer.buffer("12345"));
    assertThat(job.belongsTo()).isEqualTo("anonymous");
    assertThat(job.documentBytes()).isEqualTo("{\"id\":1}".length());
    assertThat(results).hasSize(2);
    assertThat(results.get(0).result().members()).isEqualTo(Buffer.buffer(MEMBERS));
    var rows = 2 * (MEMBERS.length() + "pokemon/1".length() + 128);
    assertThat(bytes).containsExactly(5L, 512L + 3 + rows + 3 + 128);
    await(database.close());
  }

  private static void makeOlder(StoreDatabase kind, DatabaseConfig config) throws SQLException {
    var url =
        config.location() instanceof DatabaseLocation.Sqlite sqlite
            ? "jdbc:sqlite:" + sqlite.file()
            : ((DatabaseLocation.Postgres) config.location()).url();
    var properties = new Properties();
    if (config.location() instanceof DatabaseLocation.Postgres postgres) {
      properties.putAll(postgres.properties());
    }
    try (var connection = DriverManager.getConnection(url, properties)) {
      Flyway.configure()
          .dataSource(url, properties.getProperty("user"), properties.getProperty("password"))
          .schemas(connection.getSchema() == null ? new String[0] : schemas(connection))
          .locations("classpath:dev/pokebatch/gateway/store/migration")
          .placeholders(
              (kind == StoreDatabase.SQLITE ? Dialect.SQLITE : Dialect.POSTGRESQL).types())
          .table("schema_history")
          .target("2")
          .load()
          .migrate();
      update(
          connection,
          "INSERT INTO jobs (id, state, created_at, total, request) VALUES ('j', 'queued', 1, 2, ?)",
          "{ }");
      for (var seq = 1; seq <= 2; seq++) {
        update(
            connection,
            "INSERT INTO results (job_id, seq, step, item, status, outcome, target, body_at,"
                + " members) VALUES ('j', "
                + seq
                + ", 0, "
                + seq
                + ", 200, 'succeeded', 'pokemon/1', "
                + (seq == 1 ? MEMBERS.indexOf("{") : -1)
                + ", ?)",
            MEMBERS);
      }
      update(
          connection, "INSERT INTO resolutions (job_id, step, targets) VALUES ('j', 1, ?)", "[1]");
      update(
          connection,
          "INSERT INTO collections (name, version, etag, documents, created_at, updated_at, body)"
              + " VALUES ('c', 1, 'e', 1, 1, 1, ?)",
          "12345");
    }
  }

  private static String[] schemas(Connection connection) throws SQLException {
    return new String[] {connection.getSchema()};
  }

  private static void update(Connection connection, String sql, String bytes) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, bytes.getBytes(StandardCharsets.UTF_8));
      statement.executeUpdate();
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }
}
