package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.store.job.DocumentCursor;
import dev.pokebatch.gateway.store.job.PageSize;
import dev.pokebatch.gateway.store.job.ResultFilter;
import dev.pokebatch.gateway.store.job.ResultRow;
import dev.pokebatch.gateway.store.job.ResultTable;
import java.sql.SQLException;
import java.util.List;

/** In which order results are read, and where that has come to. */
interface ResultOrder {

  /** The page that comes next, on a worker thread; empty where there are no more. */
  List<ResultRow.Numbered> next(ResultTable table, String jobId, ResultFilter filter)
      throws SQLException;

  /** That one has been shown. */
  void shown(ResultRow.Numbered row);

  /** There was nothing to be shown up to that number. */
  void lookedUpTo(long seq);

  /** The number of the last result that was looked at. */
  long seq();

  /** Whether what comes while it reads is left for another time. */
  boolean isFixed();

  /** As they came. */
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

  /** As their steps stand in the request: those that are there when it begins. */
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
    public void lookedUpTo(long number) {} // it ends where it was to end when it began

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
