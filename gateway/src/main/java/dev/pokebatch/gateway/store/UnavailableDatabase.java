package dev.pokebatch.gateway.store;

import io.vertx.core.Future;

/**
 * Stands in for a database that is not configured or not open: every call fails with the reason.
 */
final class UnavailableDatabase implements Database {

  private final String why;

  UnavailableDatabase(String why) {
    this.why = why;
  }

  @Override
  public boolean isUp() {
    return false;
  }

  @Override
  public <T> Future<T> read(TransactionWork<T> work) {
    return Future.failedFuture(new StoreUnavailableException(why, null));
  }

  @Override
  public <T> Future<T> write(TransactionWork<T> work) {
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
