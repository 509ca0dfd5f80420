package dev.pokebatch.gateway.store.key;

import dev.pokebatch.gateway.store.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of API keys. */
public final class KeyTable {

  private static final String COLUMNS = "id, name, sha256, scopes, created_at, expires_at, quotas";

  private final Transaction transaction;

  /** Uses the table inside this transaction. */
  public KeyTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Inserts a key. */
  public void insert(KeyRow key) throws SQLException {
    transaction.update(
        "INSERT INTO api_keys (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
        key.id(),
        key.name(),
        key.sha256(),
        key.scopes(),
        key.createdAt(),
        key.expiresAt(),
        key.quotas());
  }

  /** Returns the key with this id. */
  public Optional<KeyRow> find(String id) throws SQLException {
    return transaction.first(
        "SELECT " + COLUMNS + " FROM api_keys WHERE id = ?", KeyTable::read, id);
  }

  /** Returns all keys, whose number the caller limits, in the order of their names and times. */
  public List<KeyRow> list() throws SQLException {
    return transaction.query(
        "SELECT " + COLUMNS + " FROM api_keys ORDER BY name, created_at, id", KeyTable::read);
  }

  /** Returns the number of keys. */
  public long count() throws SQLException {
    return transaction
        .first("SELECT COUNT(*) AS number FROM api_keys", row -> row.getLong("number"))
        .orElseThrow();
  }

  /** Deletes a key; returns whether there was one. */
  public boolean delete(String id) throws SQLException {
    return transaction.update("DELETE FROM api_keys WHERE id = ?", id) == 1;
  }

  private static KeyRow read(ResultSet row) throws SQLException {
    var at = row.getLong("expires_at");
    Long expiresAt = row.wasNull() ? null : at;
    return new KeyRow(
        row.getString("id"),
        row.getString("name"),
        row.getString("sha256"),
        row.getString("scopes"),
        row.getLong("created_at"),
        expiresAt,
        row.getString("quotas"));
  }
}
