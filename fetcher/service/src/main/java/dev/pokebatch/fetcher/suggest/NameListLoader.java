package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.guard.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;

/**
 * Loads the upstream's lists for one lane. Callers wait for a list only for a limited time after it
 * was first requested; later callers do not wait for it any more. Confined to one event loop.
 */
final class NameListLoader {

  /** The name of the index, which no resource has. */
  private static final String INDEX = "";

  /** Page size of a whole list: more than any resource has documents. */
  private static final int WHOLE = 100_000;

  private final FieldLookup lookup;
  private final NameListCache shared;
  private final Scheduler time;
  private final Executor lane;

  /**
   * @param lane runs tasks on the event loop of this object
   */
  NameListLoader(FieldLookup lookup, NameListCache shared, Scheduler time, Executor lane) {
    this.lookup = lookup;
    this.shared = shared;
    this.time = time;
    this.lane = lane;
  }

  /**
   * Requests a resource's list unless it is cached or in flight; returns whether that was
   * necessary.
   */
  boolean load(String resource, TransportKind transport) {
    var cached = shared.of(resource);
    if (!cached.claim()) {
      return false;
    }
    if (resource.equals(INDEX)) {
      lookup
          .get(DocumentPath.INDEX, Projection.ALL, transport)
          .map(NameList::ofIndex)
          .onComplete(cached::completed);
    } else {
      lookup
          .get(DocumentPath.page(resource, WHOLE, 0), NameList.FIELDS, transport)
          .map(NameList::of)
          .onComplete(cached::completed);
    }
    return true;
  }

  /** Whether a list has arrived, even if it is empty. */
  boolean isKnown(String resource) {
    return shared.of(resource).list().isComplete();
  }

  /**
   * A resource's list; never fails, but is empty if the upstream fails or is late.
   *
   * @param withinMs how long to wait, counted from when the list was first requested
   */
  Future<NameList> of(String resource, TransportKind transport, long withinMs) {
    load(resource, transport);
    var cached = shared.of(resource);
    if (cached.list().isComplete()) {
      return cached.list();
    }
    var leftMs = withinMs - cached.ageMs();
    if (leftMs <= 0) {
      return Future.succeededFuture(NameList.NONE);
    }
    Promise<NameList> soon = Promise.promise();
    var cancelTimer = time.after(leftMs, () -> soon.tryComplete(NameList.NONE));
    cached
        .list()
        .onSuccess(
            list ->
                lane.execute(
                    () -> {
                      cancelTimer.run();
                      soon.tryComplete(list);
                    }));
    return soon.future();
  }

  /** The index, as {@link #of} returns a list. */
  Future<NameList> resources(TransportKind transport, long withinMs) {
    return of(INDEX, transport, withinMs);
  }
}
