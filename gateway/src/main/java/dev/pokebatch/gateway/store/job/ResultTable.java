package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the documents of jobs. It is read in pages, whose sizes are bounded by asking for
 * the lengths of the rows before their contents.
 */
public final class ResultTable {

  private static final String COLUMNS =
      "seq, step, item, status, outcome, target, body_at, members, raw_bytes";

  /** What a row takes besides its texts. */
  private static final int ROW_BYTES = 128;

  /** How long the members are before compression. */
  private static final String RAW = "COALESCE(raw_bytes, length(members))";

  private final Transaction transaction;

  /** The table, inside this transaction. */
  public ResultTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /**
   * Results as they came.
   *
   * @param filter its {@code after} is where the page begins
   * @return in the order of their numbers; fewer than fit only where there are no more
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
   * Results in the order of the request: all of them, but of those that the filter leaves out only
   * what stands in few bytes, with members that are empty. (The outcome of a step is that of all of
   * its documents, whichever are shown.)
   *
   * @param after where the page begins; {@link DocumentCursor#START} for the first
   * @return fewer than fit only where there are no more
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

  /** How long a row is, and where it stands. */
  private record Extent(long seq, long step, int item, long bytes) {

    static Extent read(ResultSet row) throws SQLException {
      return new Extent(
          row.getLong("seq"), row.getLong("step"), row.getInt("item"), row.getLong("bytes"));
    }

    /** The last that fits; null where there is none at all. */
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
            ResultOutcome.of(row.getString("outcome")),
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
   * Adds results, numbered from the one after {@code lastSeq}; those of documents that have one
   * already are left out. The job's row is locked.
   *
   * @return what was added
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
                Map.of(ResultOutcome.of(row.getString("outcome")), row.getLong("number")),
                row.getLong("documents"),
                row.getLong("stored") + ROW_BYTES * row.getLong("number")),
        jobId,
        lastSeq);
  }

  /**
   * Adds resolutions of steps that have none. The job's row is locked.
   *
   * @return what their rows take, in bytes, about
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
