package dev.pokebatch.gateway.store;

import io.vertx.core.buffer.Buffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collections: batch requests under names. */
public final class CollectionTable {

  private static final String COLUMNS = "name, version, etag, created_at, updated_at";

  private final Transaction transaction;

  /** The table, inside this transaction. */
  public CollectionTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** What came of a change. */
  public enum Change {
    /** It was not there, and is now. */
    CREATED,
    /** It was there, and is another now. */
    REPLACED,
    /** It was there, and is not any more. */
    DELETED,
    /** It was not there, and is not. */
    NONE,
    /** It is as it was, for the condition did not hold. */
    PRECONDITION_FAILED
  }

  /**
   * What came of storing a collection.
   *
   * @param change created, replaced or refused
   * @param stored what is there now; null where nothing is
   */
  public record Stored(Change change, CollectionRow.@Nullable Entry stored) {}

  /** The collection of this name. */
  public Optional<CollectionRow> get(String name) throws SQLException {
    return transaction.first(
        "SELECT " + COLUMNS + ", body FROM collections WHERE name = ?",
        row -> new CollectionRow(entry(row), Buffer.buffer(row.getBytes("body"))),
        name);
  }

  /** At most so many, in the order of their names, after that one; it is empty for the first. */
  public List<CollectionRow.Entry> list(String after, int limit) throws SQLException {
    return transaction.query(
        "SELECT " + COLUMNS + " FROM collections WHERE name > ? ORDER BY name LIMIT ?",
        CollectionTable::entry,
        after,
        limit);
  }

  /** How many there are. */
  public long count() throws SQLException {
    return transaction
        .first("SELECT COUNT(*) AS number FROM collections", row -> row.getLong("number"))
        .orElseThrow();
  }

  /**
   * Stores a collection, if the condition holds.
   *
   * @param now milliseconds since the epoch
   */
  public Stored put(String name, Buffer body, String etag, Condition condition, long now)
      throws SQLException {
    var before = lock(name);
    if (before == null && condition.holdsFor(null)) {
      var created = new CollectionRow.Entry(name, 1, etag, now, now);
      if (insert(created, body)) {
        return new Stored(Change.CREATED, created);
      }
      before = lock(name); // another transaction was faster, and has committed
    }
    if (before == null || !condition.holdsFor(before)) {
      return new Stored(Change.PRECONDITION_FAILED, before);
    }
    var replaced =
        new CollectionRow.Entry(name, before.version() + 1, etag, before.createdAt(), now);
    transaction.update(
        "UPDATE collections SET version = ?, etag = ?, updated_at = ?, body = ? WHERE name = ?",
        replaced.version(),
        etag,
        now,
        body,
        name);
    return new Stored(Change.REPLACED, replaced);
  }

  /** Deletes a collection, if the condition holds. */
  public Change delete(String name, Condition condition) throws SQLException {
    var before = lock(name);
    if (!condition.holdsFor(before)) {
      return Change.PRECONDITION_FAILED;
    }
    transaction.update("DELETE FROM collections WHERE name = ?", name);
    return before == null ? Change.NONE : Change.DELETED;
  }

  private boolean insert(CollectionRow.Entry entry, Buffer body) throws SQLException {
    return transaction.update(
            "INSERT INTO collections ("
                + COLUMNS
                + ", body) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (name) DO NOTHING",
            entry.name(),
            entry.version(),
            entry.etag(),
            entry.createdAt(),
            entry.updatedAt(),
            body)
        == 1;
  }

  private CollectionRow.@Nullable Entry lock(String name) throws SQLException {
    return transaction
        .first(
            "SELECT "
                + COLUMNS
                + " FROM collections WHERE name = ?"
                + transaction.dialect().forUpdate,
            CollectionTable::entry,
            name)
        .orElse(null);
  }

  private static CollectionRow.Entry entry(ResultSet row) throws SQLException {
    return new CollectionRow.Entry(
        row.getString("name"),
        row.getLong("version"),
        row.getString("etag"),
        row.getLong("created_at"),
        row.getLong("updated_at"));
  }
}
