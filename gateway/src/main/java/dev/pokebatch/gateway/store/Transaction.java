package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.Dialect;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction, through which the tables run their SQL statements. Valid only inside the
 * {@link TransactionWork} that received it.
 */
public final class Transaction {

  private final Connection connection;
  private final Dialect dialect;
  private final Map<StorageQuota, Long> added = new EnumMap<>(StorageQuota.class);
  private final Map<StorageQuota, Long> limits = new EnumMap<>(StorageQuota.class);

  Transaction(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Returns the database's clock in milliseconds since the epoch. */
  public long now() throws SQLException {
    return dialect.now(connection);
  }

  /** Ends transactions of other gateways that started more than 10 seconds ago. */
  public void endStalledTransactions() throws SQLException {
    dialect.endStalledTransactions(connection);
  }

  /** Counts bytes that this transaction stores; negative for bytes that it deletes. */
  public void count(StorageQuota quota, long bytes) {
    added.merge(quota, bytes, Long::sum);
  }

  /**
   * Sets a limit. If this transaction adds bytes and more than the limit would be stored, it fails
   * with {@link StoreFullException} and is rolled back.
   */
  public void limit(StorageQuota quota, long maxBytes) {
    limits.put(quota, maxBytes);
  }

  /**
   * Writes the counted bytes. Called last, because every other transaction that counts waits from
   * then until the commit.
   */
  void writeCounts() throws SQLException {
    for (var count : added.entrySet()) {
      var what = count.getKey();
      var bytes = count.getValue();
      if (bytes != 0) {
        var stored =
            first(
                    "UPDATE stored_bytes SET bytes = bytes + ? WHERE kind = ? RETURNING bytes",
                    row -> row.getLong("bytes"),
                    bytes,
                    what.word())
                .orElseThrow();
        long most = limits.getOrDefault(what, Long.MAX_VALUE);
        if (bytes > 0 && stored > most) {
          throw StoreFullException.of(what, most, stored);
        }
      }
    }
  }

  /** Reads the current row of a result set. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement and returns the number of changed rows. */
  public int update(String sql, @Nullable Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Runs a statement once for each row of values, as one batch. */
  public void updateAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      for (var row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Returns all rows of a query. The query itself must limit their number. */
  public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (var rows = statement.executeQuery()) {
        var list = new ArrayList<T>();
        while (rows.next()) {
          list.add(reader.read(rows));
        }
        return list;
      }
    }
  }

  /** Returns the first row of a query. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    return query(sql, reader, values).stream().findFirst();
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (var i = 0; i < values.length; i++) {
      var value = values[i];
      if (value instanceof Buffer buffer) {
        statement.setBytes(i + 1, buffer.getBytes());
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }
}
