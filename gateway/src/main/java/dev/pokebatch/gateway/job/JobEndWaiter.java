package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Somebody who waits until a job has ended, for a while: looks at it one time after the other, when
 * there is news of it and now and then. Has to be closed. Confined to one event loop.
 */
public final class JobEndWaiter {

  private final Database database;
  private final String id;
  private final Promise<JobRow> result = Promise.promise();
  private final Runnable unlisten;
  private final long timer;
  private final Vertx vertx;
  private boolean looking;
  private boolean again;
  private boolean over;

  JobEndWaiter(Vertx vertx, Database database, JobEvents news, String id, Duration atMost) {
    this.vertx = vertx;
    this.database = database;
    this.id = id;
    this.unlisten = news.follow(id, this::look);
    this.timer = vertx.setTimer(Math.max(1, atMost.toMillis()), late -> end());
    look();
  }

  /** The job when it has ended, or as it is when the time is over. */
  public Future<JobRow> result() {
    return result.future();
  }

  /** Waits no longer. */
  public void end() {
    over = true;
    look();
  }

  /** It is done, or nobody is there to be told. */
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
        .read(tx -> Jobs.present(tx, id))
        .onFailure(result::tryFail)
        .onSuccess(
            job -> {
              looking = false;
              if (job.state() == JobState.ENDED || over) {
                result.tryComplete(job);
              } else if (again) {
                look();
              }
            });
  }
}
