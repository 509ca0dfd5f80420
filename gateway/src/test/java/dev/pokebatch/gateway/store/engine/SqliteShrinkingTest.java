package dev.pokebatch.gateway.store.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.collection.CollectionTable;
import dev.pokebatch.gateway.store.collection.NewCollection;
import dev.pokebatch.gateway.store.collection.Precondition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the embedded database becomes smaller when rows are deleted. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class SqliteShrinkingTest {

  private static final int ROWS = 80;
  private static final int BYTES = 100_000;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void aNewFileShrinks() throws Exception {
    shrinks();
  }

  @Test
  void anOlderFileIsRewrittenAndShrinks() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("CREATE TABLE older (x)");
      statement.execute("DROP TABLE older");
    }
    shrinks();
  }

  private void shrinks() throws Exception {
    var database = await(Database.open(vertx, DatabaseConfig.embedded(folder)));
    var random = new Random(1);
    for (var i = 0; i < ROWS; i++) {
      var bytes = new byte[BYTES];
      random.nextBytes(bytes);
      var collection = new NewCollection("c" + i, Buffer.buffer(bytes), 1, "e", 0);
      await(database.write(tx -> new CollectionTable(tx, "ash").put(collection, Precondition.ANY)));
    }
    assertThat(await(database.shrink())).isFalse();
    assertThat(Files.size(file())).isGreaterThan(ROWS * BYTES / 2);
    for (var i = 0; i < ROWS; i++) {
      var name = "c" + i;
      await(database.write(tx -> new CollectionTable(tx, "ash").delete(name, Precondition.ANY)));
    }
    var steps = 1;
    while (await(database.shrink())) {
      steps++;
    }
    assertThat(steps).isGreaterThan(1);
    assertThat(Files.size(file())).isLessThan(ROWS * BYTES / 10);
    await(database.close());
  }

  private Path file() {
    return folder.resolve(DatabaseConfig.FILE);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }
}
