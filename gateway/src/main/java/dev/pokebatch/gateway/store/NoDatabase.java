package dev.pokebatch.gateway.store;

import io.vertx.core.Future;

/** Where there is no database: it can do nothing, ever, and says why. */
final class NoDatabase implements Database {

  private final String why;

  NoDatabase(String why) {
    this.why = why;
  }

  @Override
  public boolean isUp() {
    return false;
  }

  @Override
  public <T> Future<T> read(Work<T> work) {
    return Future.failedFuture(new StoreUnavailableException(why, null));
  }

  @Override
  public <T> Future<T> write(Work<T> work) {
    return read(work);
  }

  @Override
  public Future<Boolean> shrink() {
    return Future.succeededFuture(false);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
