package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of results of jobs. It is read in pages; to bound their bytes, a query reads the
 * lengths of the rows before another reads their contents.
 */
public final class ResultTable {

  private static final String COLUMNS =
      "seq, step, item, status, outcome, target, body_at, members, raw_bytes";

  /** Approximate bytes of a row without its texts. */
  private static final int ROW_BYTES = 128;

  /** SQL expression: bytes of the members before compression. */
  private static final String RAW = "COALESCE(raw_bytes, length(members))";

  private final Transaction transaction;

  /** Uses the table inside this transaction. */
  public ResultTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /**
   * Returns a page of results in the order of their sequence numbers.
   *
   * @param filter selects results; the page starts after its {@code after}
   * @return a full page, or a shorter one if there are no more results
   */
  public List<ResultRow.Numbered> bySeq(String jobId, ResultFilter filter, PageSize size)
      throws SQLException {
    var wanted = " FROM results WHERE job_id = ? AND seq > ? AND seq <= ?" + filter.condition();
    var lengths =
        transaction.query(
            "SELECT seq, step, item, " + RAW + " AS bytes" + wanted + " ORDER BY seq LIMIT ?",
            Extent::read,
            jobId,
            filter.after(),
            filter.upTo(),
            size.rows());
    var last = Extent.last(lengths, size.bytes());
    return last == null
        ? List.of()
        : transaction.query(
            "SELECT " + COLUMNS + wanted + " ORDER BY seq",
            ResultTable::read,
            jobId,
            filter.after(),
            last.seq());
  }

  /**
   * Returns a page of results in request order. Results that the filter does not select are
   * included with empty members, because the outcome of a step depends on all of its documents.
   *
   * @param after where the page starts; {@link DocumentCursor#START} for the first page
   * @return a full page, or a shorter one if there are no more results
   */
  public List<ResultRow.Numbered> inRequestOrder(
      String jobId, DocumentCursor after, ResultFilter filter, PageSize size) throws SQLException {
    var here = " FROM results WHERE job_id = ? AND (step, item) > (?, ?) AND seq <= ?";
    var wanted = "CASE WHEN seq > ?" + filter.condition() + " THEN ";
    var lengths =
        transaction.query(
            "SELECT seq, step, item, "
                + wanted
                + RAW
                + " ELSE 0 END AS bytes"
                + here
                + " ORDER BY step, item LIMIT ?",
            Extent::read,
            filter.after(),
            jobId,
            after.step(),
            after.item(),
            filter.upTo(),
            size.rows());
    var last = Extent.last(lengths, size.bytes());
    return last == null
        ? List.of()
        : transaction.query(
            "SELECT seq, step, item, status, outcome, target, body_at, raw_bytes, "
                + wanted
                + "members END AS members"
                + here
                + " AND (step, item) <= (?, ?) ORDER BY step, item",
            ResultTable::read,
            filter.after(),
            jobId,
            after.step(),
            after.item(),
            filter.upTo(),
            last.step(),
            last.item());
  }

  /** The position and the length of a row. */
  private record Extent(long seq, long step, int item, long bytes) {

    static Extent read(ResultSet row) throws SQLException {
      return new Extent(
          row.getLong("seq"), row.getLong("step"), row.getInt("item"), row.getLong("bytes"));
    }

    /** Returns the last row that fits; null if there are no rows. */
    static @Nullable Extent last(List<Extent> rows, long bytes) {
      Extent last = null;
      var left = bytes;
      for (var row : rows) {
        left -= row.bytes;
        if (left < 0 && last != null) {
          return last;
        }
        last = row;
      }
      return last;
    }
  }

  private static ResultRow.Numbered read(ResultSet row) throws SQLException {
    return new ResultRow.Numbered(
        row.getLong("seq"),
        new ResultRow(
            row.getLong("step"),
            row.getInt("item"),
            row.getInt("status"),
            OutcomeKind.of(row.getString("outcome")),
            row.getString("target"),
            row.getInt("body_at"),
            members(row)));
  }

  private static Buffer members(ResultSet row) throws SQLException {
    var bytes = row.getBytes("members");
    var raw = row.getInt("raw_bytes");
    if (bytes == null || row.wasNull()) {
      return bytes == null ? Buffer.buffer() : Buffer.buffer(bytes);
    }
    return Buffer.buffer(Compression.decompress(bytes, raw));
  }

  /**
   * Inserts results with sequence numbers from {@code lastSeq} + 1; skips documents that already
   * have a result. The caller has locked the job's row.
   *
   * @return totals of the inserted results
   */
  AddedResults insert(String jobId, long lastSeq, List<ResultRow> results) throws SQLException {
    transaction.updateAll(
        "INSERT INTO results (job_id, "
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (job_id, step, item) DO NOTHING",
        rows(jobId, lastSeq, results));
    var added = AddedResults.NONE;
    for (var group : added(jobId, lastSeq)) {
      added = added.plus(group);
    }
    return added;
  }

  private static List<@Nullable Object[]> rows(
      String jobId, long lastSeq, List<ResultRow> results) {
    var rows = new ArrayList<@Nullable Object[]>(results.size());
    var seq = lastSeq;
    try (var compression = new Compression()) {
      for (var result : results) {
        var compressed = compression.compress(result.members());
        rows.add(
            new @Nullable Object[] {
              jobId,
              ++seq,
              result.step(),
              result.item(),
              result.status(),
              result.outcome().word(),
              result.target(),
              result.bodyAt(),
              compressed == null ? result.members() : compressed,
              compressed == null ? null : result.members().length()
            });
      }
    }
    return rows;
  }

  private List<AddedResults> added(String jobId, long lastSeq) throws SQLException {
    return transaction.query(
        "SELECT outcome, COUNT(*) AS number,"
            + " SUM(CASE WHEN body_at >= 0 THEN "
            + RAW
            + " - body_at ELSE 0 END) AS documents,"
            + " SUM(length(members) + length(target)) AS stored"
            + " FROM results WHERE job_id = ? AND seq > ? GROUP BY outcome",
        row ->
            new AddedResults(
                Map.of(OutcomeKind.of(row.getString("outcome")), row.getLong("number")),
                row.getLong("documents"),
                row.getLong("stored") + ROW_BYTES * row.getLong("number")),
        jobId,
        lastSeq);
  }

  /**
   * Inserts resolutions of steps that have none. The caller has locked the job's row.
   *
   * @return approximate bytes of their rows
   */
  long insertResolutions(String jobId, List<ResolutionRow> resolutions) throws SQLException {
    var rows = new ArrayList<@Nullable Object[]>(resolutions.size());
    for (var resolution : resolutions) {
      rows.add(new @Nullable Object[] {jobId, resolution.step(), resolution.targets()});
    }
    transaction.updateAll(
        "INSERT INTO resolutions (job_id, step, targets) VALUES (?, ?, ?)"
            + " ON CONFLICT (job_id, step) DO NOTHING",
        rows);
    return resolutions.stream().mapToLong(row -> ROW_BYTES + row.targets().length()).sum();
  }
}
