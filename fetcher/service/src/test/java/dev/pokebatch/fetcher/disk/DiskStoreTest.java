package dev.pokebatch.fetcher.disk;

import static dev.pokebatch.fetcher.disk.TestDocuments.document;
import static dev.pokebatch.fetcher.disk.TestDocuments.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.cache.Alias;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.Lifetime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class DiskStoreTest {

  private static final long PLENTY = 100 << 20;
  private static final String UPSTREAM = "http://upstream";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private Vertx vertx;

  @BeforeEach
  void here(Vertx given) {
    vertx = given;
  }

  @Test
  void documentsSurviveARestartUnchanged() throws TimeoutException {
    var first = open(PLENTY);
    IntStream.range(1, 100).forEach(id -> first.put(path(id), document(id, id, 500)));
    first.put(path(7), document(7, 1_007, 50));
    first.remove(path(8));
    close(first);

    var again = open(PLENTY);
    assertThat(again.rendezvousId()).isEqualTo(first.rendezvousId()).isNotEmpty();
    for (var id = 1; id < 100; id++) {
      var expected = id == 8 ? null : id == 7 ? document(7, 1_007, 50) : document(id, id, 500);
      assertThat(again.contains(path(id))).isEqualTo(expected != null);
      assertSame(expected, get(again, id));
    }
    close(again);
  }

  @Test
  void aliasesSurviveARestart() throws TimeoutException {
    var first = open(PLENTY);
    first.put(path(1), document(1, 1, 100));
    first.put(path(2), document(2, 1, 100));
    first.putAlias(name("one"), new Alias("1", 11));
    first.putAlias(name("two"), new Alias("1", 11));
    first.putAlias(name("two"), new Alias("2", 12));
    first.putAlias(name("none"), new Alias("3", 13));
    first.putAlias(name("gone"), new Alias("1", 14));
    first.putAlias(name("gone"), null);
    close(first);

    var again = open(PLENTY);
    var aliases = new HashMap<DocumentPath, Alias>();
    again.forEachAlias(aliases::put);
    assertThat(aliases)
        .containsOnly(
            Map.entry(name("one"), new Alias("1", 11)), Map.entry(name("two"), new Alias("2", 12)));
    close(again);
  }

  @Test
  void aDocumentsNameAloneIsNoAlias() throws TimeoutException {
    var first = open(PLENTY);
    first.put(path(1), document(1, 1, 100));
    close(first);

    var again = open(PLENTY);
    again.forEachAlias((name, alias) -> fail(name + " leads to " + alias));
    close(again);
  }

  @Test
  void aFileWithoutAliasesIsUsed() throws TimeoutException, SQLException {
    var first = open(PLENTY);
    first.put(path(1), document(1, 1, 100));
    close(first);
    try (var before = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = before.createStatement()) {
      statement.execute("DROP TABLE aliases");
    }

    var again = open(PLENTY);
    assertSame(document(1, 1, 100), get(again, 1));
    again.putAlias(name("one"), new Alias("1", 11));
    close(again);
    var third = open(PLENTY);
    var aliases = new HashMap<DocumentPath, Alias>();
    third.forEachAlias(aliases::put);
    assertThat(aliases).hasSize(1);
    close(third);
  }

  @Test
  void documentsUsedInMemoryAreNotEvicted() throws TimeoutException {
    var store = open(100_000);
    for (var id = 1; id <= 200; id++) {
      store.put(path(id), document(id, 1, 1_000));
      store.touch(path(1));
    }
    assertThat(store.contains(path(1))).isTrue();
    assertThat(store.contains(path(2))).isFalse();
    await(store.written());
    store.touch(path(1));
    close(store);

    var again = open(50_000);
    again.put(path(201), document(201, 1, 1_000));
    assertThat(again.contains(path(1))).isTrue();
    assertThat(again.contains(path(150))).isFalse();
    close(again);
  }

  @Test
  void theWriterSurvivesAnException() throws TimeoutException {
    var store = open(PLENTY);
    store.put(path(1), faulty());
    await(store.written());
    store.put(path(2), document(2, 1, 100));
    await(store.written());
    close(store);

    var again = open(PLENTY);
    assertThat(again.contains(path(1))).isFalse();
    assertSame(document(2, 1, 100), get(again, 2));
    close(again);
  }

  /** A document that cannot be written, since one getter of its lifetime throws. */
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  private static CachedDocument faulty() {
    var life = new Lifetime(1, 1, 1, 1, null, false, false, false, null);
    return new CachedDocument(document(1, 1, 100).body(), life, null);
  }

  private static DocumentPath name(String name) {
    return new DocumentPath("pokemon", name);
  }

  @Test
  void pendingDocumentsCanBeRead() throws TimeoutException {
    var store = open(PLENTY);
    store.put(path(1), document(1, 1, 100));

    assertSame(document(1, 1, 100), get(store, 1));
    close(store);
  }

  @Test
  void theLeastRecentlyUsedDocumentIsEvicted() throws TimeoutException {
    var store = open(100_000);
    for (var id = 1; id <= 200; id++) {
      store.put(path(id), document(id, 1, 1_000));
      get(store, 1);
    }
    store.put(path(999), document(999, 1, 200_000)); // larger than the whole store
    await(store.written());
    close(store);

    var again = open(100_000);
    assertThat(get(again, 1)).isNotNull();
    assertThat(get(again, 2)).isNull();
    assertThat(get(again, 200)).isNotNull();
    assertThat(again.contains(path(999))).isFalse();
    assertThat(IntStream.rangeClosed(1, 200).filter(id -> again.contains(path(id))).count())
        .isBetween(90L, 100L);
    close(again);
  }

  @Test
  void aDamagedFileIsRenamedAndReplaced() throws TimeoutException, IOException {
    var first = open(PLENTY);
    first.put(path(1), document(1, 1, 100));
    close(first);
    Files.writeString(file(), "this is no database".repeat(1_000));

    var again = open(PLENTY);
    assertThat(get(again, 1)).isNull();
    again.put(path(2), document(2, 1, 100));
    close(again);

    assertThat(Files.readString(folder.resolve("documents-0.db.damaged"))).startsWith("this is no");
    var third = open(PLENTY);
    assertSame(document(2, 1, 100), get(third, 2));
    close(third);
  }

  @Test
  void aDamagedDocumentIsNotServed() throws TimeoutException, IOException {
    var first = open(PLENTY);
    first.put(path(1), document(1, 4_711, 500));
    first.put(path(2), document(2, 1, 500));
    close(first);
    var bytes = new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1);
    var bent = bytes.replaceFirst("version 4711", "version 4712");
    assertThat(bent).isNotEqualTo(bytes);
    Files.write(file(), bent.getBytes(StandardCharsets.ISO_8859_1));

    var again = open(PLENTY);
    assertThat(get(again, 1)).isNull();
    assertThat(again.contains(path(1))).isFalse();
    assertSame(document(2, 1, 500), get(again, 2));
    close(again);
  }

  @Test
  void aLockedFileIsRenamedAndReplaced() throws TimeoutException, SQLException {
    var first = open(PLENTY);
    first.put(path(1), document(1, 1, 100));
    close(first);
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = other.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      var again = open(PLENTY);
      assertThat(get(again, 1)).isNull();
      again.put(path(2), document(2, 1, 100));
      await(again.written());
      assertSame(document(2, 1, 100), get(again, 2));
      close(again);
    }
  }

  @Test
  void withoutAFolderNothingIsCachedAndNothingFails() throws TimeoutException, IOException {
    var taken = Files.writeString(folder.resolve("a-file"), "");
    var store =
        await(DiskStore.open(vertx, new DiskConfig(taken.resolve("below"), PLENTY), UPSTREAM));
    store.put(path(1), document(1, 1, 100));

    assertThat(store.rendezvousId()).isNotEmpty();
    assertThat(store.contains(path(1))).isFalse();
    assertThat(get(store, 1)).isNull();
    close(store);
  }

  @Test
  void processesThatShareAFolderHaveAFileEachAndFindItAgain() throws TimeoutException {
    var first = open(PLENTY);
    var second = open(PLENTY);
    first.put(path(1), document(1, 1, 100));
    second.put(path(2), document(2, 1, 100));
    assertThat(first.rendezvousId()).isNotEqualTo(second.rendezvousId());
    assertThat(second.contains(path(1))).isFalse();
    close(first);

    var again = open(PLENTY);
    assertThat(again.rendezvousId()).isEqualTo(first.rendezvousId());
    assertThat(again.contains(path(1))).isTrue();
    close(again);
    close(second);
  }

  @Test
  void propertiesSurviveARestart() throws TimeoutException {
    var first = open(PLENTY);
    assertThat(await(first.property("version"))).isNull();
    first.setProperty("version", "abc");
    close(first);

    var again = open(PLENTY);
    assertThat(await(again.property("version"))).isEqualTo("abc");
    close(again);
  }

  @Test
  void documentsOfAnotherUpstreamAreRemoved() throws TimeoutException {
    var first = open(PLENTY);
    first.put(path(1), document(1, 1, 100));
    first.putAlias(name("one"), new Alias("1", 11));
    close(first);

    var other = await(DiskStore.open(vertx, new DiskConfig(folder, PLENTY), "http://other"));
    assertThat(other.contains(path(1))).isFalse();
    assertThat(get(other, 1)).isNull();
    other.forEachAlias((name, alias) -> Assertions.fail("an alias: " + name));
    assertThat(other.rendezvousId()).isEqualTo(first.rendezvousId());
    close(other);
  }

  private DiskStore open(long maxBytes) throws TimeoutException {
    return await(DiskStore.open(vertx, new DiskConfig(folder, maxBytes), UPSTREAM));
  }

  private Path file() {
    return folder.resolve("documents-0.db");
  }

  private static void close(DiskStore store) throws TimeoutException {
    await(store.close());
  }

  private static @Nullable CachedDocument get(DiskStore store, int id) throws TimeoutException {
    return await(store.get(path(id)));
  }

  private static void assertSame(
      @Nullable CachedDocument expected, @Nullable CachedDocument found) {
    if (expected == null || found == null) {
      assertThat(found).isEqualTo(expected);
      return;
    }
    assertThat(found.body().bytes()).isEqualTo(expected.body().bytes());
    assertThat(found.body().gzip()).isEqualTo(expected.body().gzip());
    assertThat(found.lifetime()).isEqualTo(expected.lifetime());
    assertThat(found.identity()).isEqualTo(expected.identity());
  }

  private static <T extends @Nullable Object> T await(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
