package dev.pokebatch.gateway.store.collection;

import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The table of collections, which are batch requests stored under names. Each owner has names of
 * their own.
 */
public final class CollectionTable {

  private static final String COLUMNS =
      "belongs_to, name, version, etag, documents, created_at, updated_at";
  private static final String THIS = " FROM collections WHERE belongs_to = ? AND name = ?";

  private final Transaction transaction;
  private final String owner;

  /** Uses the collections of this owner, inside this transaction. */
  public CollectionTable(Transaction transaction, String owner) {
    this.transaction = transaction;
    this.owner = owner;
  }

  /** The result of storing or deleting a collection. */
  public enum Change {
    /** The collection did not exist and was created. */
    CREATED,
    /** The collection existed and was replaced. */
    REPLACED,
    /** The collection existed and was deleted. */
    DELETED,
    /** There was no collection to delete. */
    NONE,
    /** Nothing was changed because the precondition did not hold. */
    PRECONDITION_FAILED
  }

  /**
   * The result of storing a collection.
   *
   * @param change {@code CREATED}, {@code REPLACED} or {@code PRECONDITION_FAILED}
   * @param stored metadata of the collection that is stored now; null if there is none
   */
  public record Stored(Change change, CollectionRow.@Nullable Entry stored) {}

  /**
   * Returns the collection of this name.
   *
   * @param beforeBody takes the length of its body, in bytes, before the body is read; if it
   *     throws, the body is not read. A replacement at the same time may have another length
   */
  public Optional<CollectionRow> get(String name, LongConsumer beforeBody) throws SQLException {
    beforeBody.accept(length(name));
    return transaction.first(
        "SELECT " + COLUMNS + ", body" + THIS,
        row -> new CollectionRow(entry(row), Buffer.buffer(row.getBytes("body"))),
        owner,
        name);
  }

  /**
   * Returns at most {@code limit} collections in the order of their names, starting after the name
   * {@code after}; an empty name starts at the first.
   */
  public List<CollectionRow.Entry> list(String after, int limit) throws SQLException {
    return transaction.query(
        "SELECT "
            + COLUMNS
            + " FROM collections WHERE belongs_to = ? AND name > ? ORDER BY name LIMIT ?",
        CollectionTable::entry,
        owner,
        after,
        limit);
  }

  /**
   * Returns at most {@code limit} collections of all owners in the order of their names and owners,
   * starting after this owner's collection of the name {@code after}.
   */
  public List<CollectionRow.Entry> listAll(String after, int limit) throws SQLException {
    return transaction.query(
        "SELECT "
            + COLUMNS
            + " FROM collections WHERE (name, belongs_to) > (?, ?) ORDER BY name, belongs_to LIMIT ?",
        CollectionTable::entry,
        after,
        owner,
        limit);
  }

  /** Returns the number of collections of all owners. */
  public long count() throws SQLException {
    return transaction
        .first("SELECT COUNT(*) AS number FROM collections", row -> row.getLong("number"))
        .orElseThrow();
  }

  /** Returns the number of the owner's collections. */
  public long countOfOwner() throws SQLException {
    return transaction
        .first(
            "SELECT COUNT(*) AS number FROM collections WHERE belongs_to = ?",
            row -> row.getLong("number"),
            owner)
        .orElseThrow();
  }

  /** Creates or replaces a collection if the precondition holds. */
  public Stored put(NewCollection wanted, Precondition condition) throws SQLException {
    var name = wanted.name();
    var before = lock(name);
    if (before == null && condition.holdsFor(null)) {
      var created = entry(wanted, 1, wanted.now());
      if (insert(created, wanted.body())) {
        transaction.count(StorageQuota.COLLECTIONS, wanted.body().length());
        return new Stored(Change.CREATED, created);
      }
      before = lock(name); // another transaction has inserted it and committed
    }
    if (before == null || !condition.holdsFor(before)) {
      return new Stored(Change.PRECONDITION_FAILED, before);
    }
    var replaced = entry(wanted, before.version() + 1, before.createdAt());
    transaction.count(StorageQuota.COLLECTIONS, wanted.body().length() - length(name));
    transaction.update(
        "UPDATE collections SET version = ?, etag = ?, documents = ?, updated_at = ?, body = ?"
            + " WHERE belongs_to = ? AND name = ?",
        replaced.version(),
        replaced.etag(),
        replaced.documents(),
        replaced.updatedAt(),
        wanted.body(),
        owner,
        name);
    return new Stored(Change.REPLACED, replaced);
  }

  /** Deletes a collection if it exists and the precondition holds. */
  public Change delete(String name, Precondition condition) throws SQLException {
    var before = lock(name);
    if (before == null) {
      return Change.NONE;
    }
    if (!condition.holdsFor(before)) {
      return Change.PRECONDITION_FAILED;
    }
    transaction.count(StorageQuota.COLLECTIONS, -length(name));
    transaction.update("DELETE" + THIS, owner, name);
    return Change.DELETED;
  }

  private long length(String name) throws SQLException {
    return transaction
        .first("SELECT length(body) AS bytes" + THIS, row -> row.getLong("bytes"), owner, name)
        .orElse(0L);
  }

  private boolean insert(CollectionRow.Entry entry, Buffer body) throws SQLException {
    return transaction.update(
            "INSERT INTO collections ("
                + COLUMNS
                + ", body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (belongs_to, name) DO NOTHING",
            entry.owner(),
            entry.name(),
            entry.version(),
            entry.etag(),
            entry.documents(),
            entry.createdAt(),
            entry.updatedAt(),
            body)
        == 1;
  }

  private CollectionRow.@Nullable Entry lock(String name) throws SQLException {
    return transaction
        .first(
            "SELECT " + COLUMNS + THIS + transaction.dialect().forUpdate,
            CollectionTable::entry,
            owner,
            name)
        .orElse(null);
  }

  private CollectionRow.Entry entry(NewCollection wanted, long version, long createdAt) {
    return new CollectionRow.Entry(
        owner, wanted.name(), version, wanted.etag(), wanted.documents(), createdAt, wanted.now());
  }

  private static CollectionRow.Entry entry(ResultSet row) throws SQLException {
    return new CollectionRow.Entry(
        row.getString("belongs_to"),
        row.getString("name"),
        row.getLong("version"),
        row.getString("etag"),
        row.getLong("documents"),
        row.getLong("created_at"),
        row.getLong("updated_at"));
  }
}
