package dev.pokebatch.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.store.collection.CollectionTable;
import dev.pokebatch.gateway.store.collection.NewCollection;
import dev.pokebatch.gateway.store.collection.Precondition;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the embedded database, and that it is there again afterwards. */
class SqliteFailuresTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }

  private Database open(Path directory) throws Exception {
    return await(Database.open(vertx, DatabaseConfig.embedded(directory).withTimeouts(300, 1_000)));
  }

  private static Future<CollectionTable.Stored> put(Database database, String name, int bytes) {
    var body = Buffer.buffer(new byte[bytes]);
    return database.write(
        tx ->
            new CollectionTable(tx, "ash")
                .put(new NewCollection(name, body, 1, "e", 0), Precondition.ANY));
  }

  private static long count(Database database) throws Exception {
    return await(database.read(tx -> new CollectionTable(tx, "ash").count()));
  }

  private static void isUnavailable(Future<?> call) {
    assertThatThrownBy(() -> await(call)).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  private static void comesBack(Database database) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> await(put(database, "back", 1)).stored() != null);
  }

  private static Connection beside(Path directory) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(DatabaseConfig.FILE));
  }

  @Test
  void aDirectoryThatCannotBeMadeIsWaitedFor(@TempDir Path directory) throws Exception {
    var inTheWay = Files.createFile(directory.resolve("data"));
    var database = open(inTheWay);

    assertThat(database.isUp()).isFalse();
    isUnavailable(put(database, "a", 1));
    Files.delete(inTheWay);
    comesBack(database);
    await(database.close());
  }

  @Test
  void aFileThatIsNoDatabaseIsWaitedFor(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve(DatabaseConfig.FILE), "garbage".repeat(5_000));
    var database = open(directory);

    isUnavailable(put(database, "a", 1));
    assertThat(file).hasContent("garbage".repeat(5_000));
    Files.delete(file);
    comesBack(database);
    await(database.close());
  }

  @Test
  void aFileThatWasReplacedUnderItIsNotWrittenToUnseen(@TempDir Path directory) throws Exception {
    var database = open(directory);
    await(put(database, "a", 1));
    var file = directory.resolve(DatabaseConfig.FILE);
    var garbage = Files.writeString(directory.resolve("garbage"), "garbage".repeat(5_000));
    Files.move(garbage, file, StandardCopyOption.REPLACE_EXISTING);

    isUnavailable(put(database, "b", 1));
    isUnavailable(put(database, "b", 1));
    Files.delete(file);
    comesBack(database);
    await(database.close());
  }

  @Test
  void aFileThatWasRemovedUnderItIsMadeAnew(@TempDir Path directory) throws Exception {
    var database = open(directory);
    await(put(database, "a", 1));
    try (var files = Files.list(directory)) {
      files.forEach(file -> file.toFile().delete());
    }

    isUnavailable(put(database, "b", 1));
    comesBack(database);
    assertThat(count(database)).isOne();
    await(database.close());
  }

  @Test
  void aFileOverwrittenWithGarbageIsUnavailableUntilItIsRemoved(@TempDir Path directory)
      throws Exception {
    var database = open(directory);
    await(put(database, "a", 1));
    await(database.close());
    Files.write(directory.resolve(DatabaseConfig.FILE), "x".repeat(50_000).getBytes(UTF_8));
    var again = open(directory);

    isUnavailable(again.read(tx -> new CollectionTable(tx, "ash").count()));
    try (var files = Files.list(directory)) {
      files.forEach(file -> file.toFile().delete());
    }
    comesBack(again);
    await(again.close());
  }

  @Test
  void whileAnotherHoldsItNothingIsWrittenButAllIsRead(@TempDir Path directory) throws Exception {
    var database = open(directory);
    await(put(database, "a", 1));
    try (var other = beside(directory);
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      isUnavailable(put(database, "b", 1));
      assertThat(count(database)).isOne();
      assertThat(database.isUp()).isTrue();
      statement.execute("ROLLBACK");
    }
    await(put(database, "b", 1));
    await(database.close());
  }

  @Test
  void aWriterWaitsForAnotherThatIsQuick(@TempDir Path directory) throws Exception {
    var database =
        await(Database.open(vertx, DatabaseConfig.embedded(directory).withTimeouts(20_000, 1_000)));
    try (var other = beside(directory);
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      var waiting = put(database, "a", 1);
      assertThat(count(database)).isZero();
      statement.execute("ROLLBACK");

      assertThat(await(waiting).change()).isEqualTo(CollectionTable.Change.CREATED);
    }
    await(database.close());
  }

  @Test
  void aFullDiskRefusesWhatIsLargeAndTakesItWhenThereIsRoom(@TempDir Path directory)
      throws Exception {
    var database = open(directory);
    await(put(database, "a", 1));
    pages(database, 40); // of 4 KiB

    isUnavailable(put(database, "b", 1 << 20));
    assertThat(count(database)).isOne();
    assertThat(database.isUp()).isTrue();
    assertThat(await(put(database, "c", 10)).change()).isEqualTo(CollectionTable.Change.CREATED);

    pages(database, 1_000_000);
    assertThat(await(put(database, "b", 1 << 20)).change())
        .isEqualTo(CollectionTable.Change.CREATED);
    await(database.close());
  }

  /** Of the one connection that writes. */
  private static void pages(Database database, int most) throws Exception {
    await(database.write(tx -> tx.query("PRAGMA max_page_count = " + most, row -> row.getLong(1))));
  }

  @Test
  void severalProcessesWriteToOneFile(@TempDir Path directory) throws Exception {
    var others = List.of(Writer.start(directory, "one"), Writer.start(directory, "two"));
    Writer.write(directory, "test");
    for (var other : others) {
      assertThat(other.waitFor()).isZero();
    }

    var database = open(directory);
    assertThat(count(database)).isEqualTo(3 * Writer.ENTRIES);
    await(database.close());
  }

  /** Writes to a file that others write to. */
  static final class Writer {

    static final int ENTRIES = 100;

    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      write(Path.of(arguments[0]), arguments[1]);
      System.exit(0);
    }

    static Process start(Path directory, String who) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              Writer.class.getName(),
              directory.toString(),
              who)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    }

    static void write(Path directory, String who) throws Exception {
      var vertx = Vertx.vertx();
      var database = await(Database.open(vertx, DatabaseConfig.embedded(directory)));
      for (var i = 0; i < ENTRIES; i++) {
        await(put(database, who + i, 100));
      }
      await(database.close());
      await(vertx.close());
    }
  }
}
