package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.store.job.DocumentCursor;
import dev.pokebatch.gateway.store.job.PageSize;
import dev.pokebatch.gateway.store.job.ResultFilter;
import dev.pokebatch.gateway.store.job.ResultRow;
import dev.pokebatch.gateway.store.job.ResultTable;
import java.sql.SQLException;
import java.util.List;

/** The order in which results are read, and the position that the reader has reached. */
interface ResultOrder {

  /** Reads the next page, on a worker thread; empty if there are no more results. */
  List<ResultRow.Numbered> next(ResultTable table, String jobId, ResultFilter filter)
      throws SQLException;

  /** Advances past a result that the answer has. */
  void shown(ResultRow.Numbered row);

  /** Advances to a sequence number up to which there are no results. */
  void lookedUpTo(long seq);

  /** The sequence number of the last result that was read. */
  long seq();

  /** Whether results that arrive during the reading are left out. */
  boolean isFixed();

  /** The order of arrival. */
  final class BySeq implements ResultOrder {
    private volatile long seq;

    BySeq(long after) {
      seq = after;
    }

    @Override
    public List<ResultRow.Numbered> next(ResultTable table, String jobId, ResultFilter filter)
        throws SQLException {
      return table.bySeq(jobId, filter.after(seq), PageSize.STREAMED);
    }

    @Override
    public void shown(ResultRow.Numbered row) {
      seq = row.seq();
    }

    @Override
    public void lookedUpTo(long number) {
      seq = Math.max(seq, number);
    }

    @Override
    public long seq() {
      return seq;
    }

    @Override
    public boolean isFixed() {
      return false;
    }
  }

  /** Request order, of the results that exist when the reading begins. */
  final class ByRequest implements ResultOrder {
    private final long upTo;
    private volatile DocumentCursor cursor = DocumentCursor.START;

    ByRequest(long upTo) {
      this.upTo = upTo;
    }

    @Override
    public List<ResultRow.Numbered> next(ResultTable table, String jobId, ResultFilter filter)
        throws SQLException {
      return table.inRequestOrder(jobId, cursor, filter.upTo(upTo), PageSize.STREAMED);
    }

    @Override
    public void shown(ResultRow.Numbered row) {
      cursor = DocumentCursor.after(row.result());
    }

    @Override
    public void lookedUpTo(long number) {} // the last result was fixed at the beginning

    @Override
    public long seq() {
      return upTo;
    }

    @Override
    public boolean isFixed() {
      return true;
    }
  }
}
