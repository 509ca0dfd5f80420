package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.guard.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;

/**
 * One lane's way to the upstream's lists. A list is waited for only so long after it was first
 * asked for; whoever comes later and still finds it missing does without. Confined to one event
 * loop.
 */
final class NameListLoader {

  /** The index goes by no resource's name. */
  private static final String INDEX = "";

  /** More than any resource has documents. */
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

  /** Asks for a resource's list unless it is known or on its way; whether that was necessary. */
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

  /** Whether a list is there, be it empty. */
  boolean isKnown(String resource) {
    return shared.of(resource).list().isComplete();
  }

  /**
   * A resource's list; never fails, but is empty where the upstream would not say or is late.
   *
   * @param withinMs how long after it was first asked for it is waited for
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

  /** The names of all resources, as {@link #of} gives a list. */
  Future<NameList> resources(TransportKind transport, long withinMs) {
    return of(INDEX, transport, withinMs);
  }
}
