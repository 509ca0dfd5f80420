package dev.pokebatch.gateway.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.store.collection.CollectionRow;
import dev.pokebatch.gateway.store.collection.CollectionTable;
import dev.pokebatch.gateway.store.collection.NewCollection;
import dev.pokebatch.gateway.store.collection.Precondition;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.store.engine.DatabaseLocation;
import dev.pokebatch.gateway.testing.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a server, and that it is found again afterwards. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class PostgresFailuresTest {

  private final Vertx vertx = Vertx.vertx();
  private PostgresServer server;
  private DatabaseConfig config;

  @BeforeEach
  void start() {
    server = PostgresServer.another();
    config = DatabaseConfig.postgres(server.emptySchema()).withTimeouts(2_000, 500);
  }

  @AfterEach
  void close() throws Exception {
    if (server != null) {
      server.close();
    }
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }

  private static Future<CollectionTable.Stored> put(Database database, String name) {
    var body = Buffer.buffer("body");
    return database.write(
        tx ->
            new CollectionTable(tx, "ash")
                .put(new NewCollection(name, body, 1, "e", 0), Precondition.ANY));
  }

  private static void isUnavailable(Future<?> call) {
    assertThatThrownBy(() -> await(call)).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  private static void comesBack(Database database) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(database::isUp);
  }

  @Test
  void aServerThatIsKilledAndComesBackHasAllThatWasCommitted() throws Exception {
    var database = await(Database.open(vertx, config));
    var stored = new ArrayList<String>();
    for (var i = 0; i < 20; i++) {
      await(put(database, "name" + i));
      stored.add("name" + i);
    }
    server.kill();

    isUnavailable(put(database, "lost"));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !database.isUp());
    var refused = put(database, "lost"); // at once, without a look
    assertThat(refused.failed()).isTrue();
    assertThat(refused.cause()).isInstanceOf(StoreUnavailableException.class);

    server.restart();
    comesBack(database);
    await(put(database, "new"));
    var there = await(database.read(tx -> new CollectionTable(tx, "ash").list("", 100)));
    assertThat(there)
        .extracting(CollectionRow.Entry::name)
        .containsAll(stored)
        .contains("new")
        .doesNotContain("lost");
    await(database.close());
  }

  @Test
  void aServerThatIsNotThereAtStartIsFoundWhenItIs() throws Exception {
    server.kill();
    var database = await(Database.open(vertx, config));

    assertThat(database.isUp()).isFalse();
    isUnavailable(put(database, "a"));
    server.restart();
    comesBack(database);
    assertThat(await(put(database, "a")).change()).isEqualTo(CollectionTable.Change.CREATED);
    await(database.close());
  }

  @Test
  void connectionsThatTheServerHasEndedAreReplacedUnseen() throws Exception {
    var database = await(Database.open(vertx, config));
    await(put(database, "a"));
    for (var i = 0; i < 5; i++) {
      server.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'pokebatch'");
      await(put(database, "a" + i));
    }
    assertThat(database.isUp()).isTrue();
    await(database.close());
  }

  @Test
  void whatIsLockedForTooLongIsUnavailableForNow() throws Exception {
    var database = await(Database.open(vertx, config));
    var other = await(Database.open(vertx, config));
    await(put(database, "a"));
    var locked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var holding =
        other.write(
            tx -> {
              tx.update("UPDATE collections SET etag = 'x' WHERE name = 'a'");
              locked.countDown();
              return waitFor(release);
            });
    waitFor(locked);

    isUnavailable(put(database, "a"));
    assertThat(database.isUp()).isTrue();
    assertThat(await(put(database, "b")).change()).isEqualTo(CollectionTable.Change.CREATED);
    release.countDown();
    await(holding);
    assertThat(await(put(database, "a")).change()).isEqualTo(CollectionTable.Change.REPLACED);
    await(Future.all(database.close(), other.close()));
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      return latch.await(20, SECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void aPasswordThatIsWrongIsWaitedForAndShownNowhere() throws Exception {
    var location = (DatabaseLocation.Postgres) config.location();
    var properties = new HashMap<>(location.properties());
    properties.put("password", "not-this-one");
    var wrong = new DatabaseLocation.Postgres(location.url(), properties);
    var database = await(Database.open(vertx, new DatabaseConfig(wrong, 2, 10, 2_000, 500)));

    assertThat(database.isUp()).isFalse();
    assertThatThrownBy(() -> await(put(database, "a"))).message().doesNotContain("not-this-one");
    await(database.close());
  }
}
