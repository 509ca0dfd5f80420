package dev.pokebatch.gateway.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database on a full or a read-only disk; skipped without the right to mount one. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class SqliteDiskTest {

  private static final int MEGABYTE = 1 << 20;

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path disk;
  private Database database;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()), "may not mount");
    database =
        await(Database.open(vertx, DatabaseConfig.embedded(disk).withTimeouts(1_000, 1_000)));
    assertThat(database.isUp()).isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (database != null) {
      await(database.close());
      ran("umount", disk.toString());
    }
    await(vertx.close());
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }

  private Future<CollectionTable.Stored> put(String name, int bytes) {
    var body = Buffer.buffer(new byte[bytes]);
    return database.write(
        tx ->
            new CollectionTable(tx, "ash")
                .put(new NewCollection(name, body, 1, "e", 0), Precondition.ANY));
  }

  private void isUnavailable(Future<?> call) {
    assertThatThrownBy(() -> await(call)).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  private void takes(String name, int bytes) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> await(put(name, bytes)).stored() != null);
  }

  @Test
  void whatDoesNotFitIsUnavailableUntilThereIsRoom() throws Exception {
    await(put("small", 10));
    var other = Files.write(disk.resolve("other"), new byte[2 * MEGABYTE]);

    isUnavailable(put("large", 2 * MEGABYTE));
    Files.delete(other);
    takes("large", MEGABYTE / 2);
    assertThat(await(database.read(tx -> new CollectionTable(tx, "ash").list("", 9))).size())
        .isEqualTo(2);
  }

  @Test
  void aDiskThatIsReadOnlyIsUnavailableUntilItIsWritten() throws Exception {
    await(database.close());
    assertThat(ran("mount", "-o", "remount,ro", disk.toString())).isTrue();
    database =
        await(Database.open(vertx, DatabaseConfig.embedded(disk).withTimeouts(1_000, 1_000)));

    isUnavailable(put("a", 10));
    assertThat(ran("mount", "-o", "remount,rw", disk.toString())).isTrue();
    takes("a", 10);
  }
}
