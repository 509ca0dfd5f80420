package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.JobState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Waits for the end of a job, up to a time limit: reads the job after each event and periodically.
 * Must be closed. Confined to one event loop.
 */
public final class JobEndWaiter {

  private final Database database;
  private final Caller caller;
  private final String id;
  private final Promise<JobStatus> result = Promise.promise();
  private final Runnable unlisten;
  private final long timer;
  private final Vertx vertx;
  private boolean looking;
  private boolean again;
  private boolean over;

  JobEndWaiter(
      Vertx vertx, Database database, JobEvents news, Caller caller, String id, Duration atMost) {
    this.vertx = vertx;
    this.database = database;
    this.caller = caller;
    this.id = id;
    this.unlisten = news.follow(id, this::look);
    this.timer = vertx.setTimer(Math.max(1, atMost.toMillis()), late -> end());
    look();
  }

  /** Completes with the job when it has ended, or when the time is over. */
  public Future<JobStatus> result() {
    return result.future();
  }

  /** Completes now, with the job as it is. */
  public void end() {
    over = true;
    look();
  }

  /** Removes the listener and the timer; needed even after the end. */
  public void close() {
    unlisten.run();
    vertx.cancelTimer(timer);
  }

  private void look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    again = false;
    database
        .read(tx -> JobLookup.find(tx, caller, id))
        .onFailure(result::tryFail)
        .onSuccess(
            status -> {
              looking = false;
              if (status.job().state() == JobState.ENDED || over) {
                result.tryComplete(status);
              } else if (again) {
                look();
              }
            });
  }
}
