package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.answer.StoredAnswer;
import dev.pokebatch.gateway.answer.StoredAnswer.Progress;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.ResultFilter;
import dev.pokebatch.gateway.store.job.ResultRow;
import dev.pokebatch.gateway.store.job.ResultTable;
import java.util.List;

/**
 * Reads a job's results from the store page by page, as fast as the client reads, and passes them
 * to an answer. A feed that follows the job also waits for later results. Confined to one event
 * loop.
 */
final class ResultFeed {

  private final Database database;
  private final StoredBatch batch;
  private final ResultFilter filter;
  private final ResultOrder order;
  private final StoredAnswer answer;
  private final boolean follows;
  private final ResultRowMapper items;

  /** The job as it was read last. */
  private JobStatus latest;

  private boolean reading;
  private boolean again;
  private boolean closed;

  /** Read in one transaction: the job first, so that its counts are not ahead of the results. */
  private record Page(JobStatus status, List<ResultRow.Numbered> results) {}

  /**
   * @param follows whether the feed waits for further results until the job ends
   */
  ResultFeed(
      Database database,
      StoredBatch batch,
      ResultFilter filter,
      ResultOrder order,
      StoredAnswer answer,
      boolean follows) {
    this.database = database;
    this.batch = batch;
    this.filter = filter;
    this.order = order;
    this.answer = answer;
    this.follows = follows;
    this.items = new ResultRowMapper(batch.plan());
    this.latest = batch.status();
  }

  /** Reads the next page: at the start, when the client has made room, or after an event. */
  void resume() {
    if (closed || answer.isFull()) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    again = false;
    var id = batch.job().id();
    database
        .read(tx -> new Page(JobLookup.find(tx, id), order.next(new ResultTable(tx), id, filter)))
        .map(
            page -> {
              show(page);
              return page;
            })
        .onFailure(this::fail);
  }

  /** Ends the answer of a feed that follows a running job. */
  void end() {
    if (!closed && follows) {
      close();
      answer.end(new Progress(latest.summary(), false, false, order.seq()));
    }
  }

  /** Stops reading. */
  void close() {
    closed = true;
  }

  private void show(Page page) {
    reading = false;
    if (closed) {
      return;
    }
    latest = page.status;
    for (var row : page.results) {
      order.shown(row);
      answer.item(row.seq(), items.item(row.result()), filter.matches(row));
    }
    var ended = latest.job().state() == JobState.ENDED;
    if (page.results.isEmpty()) {
      order.lookedUpTo(latest.job().lastSeq()); // read before the results
    }
    if (!page.results.isEmpty()) {
      answer.update(standing(latest));
      resume();
    } else if (ended || !follows) {
      close();
      answer.end(standing(order.isFixed() ? batch.status() : latest));
    } else {
      answer.update(standing(latest));
      if (again) {
        resume();
      }
    }
  }

  private Progress standing(JobStatus status) {
    var ended = status.job().state() == JobState.ENDED;
    return new Progress(status.summary(), ended, status.isComplete(), order.seq());
  }

  private void fail(Throwable why) {
    if (!closed) {
      close();
      answer.fail(why);
    }
  }
}
