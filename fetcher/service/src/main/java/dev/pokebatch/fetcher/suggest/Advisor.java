package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Projector;
import dev.pokebatch.fetcher.guard.Scheduler;
import dev.pokebatch.fetcher.guard.UpstreamListing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What the upstream's lists have to say about a document that it denies: whether it is listed after
 * all, and which names are near. Everything that may be needed is asked for at once, so that it
 * takes one round trip. Confined to one event loop.
 */
public final class Advisor {

  /** Of a quick upstream, a list may take some times as long as a refusal. */
  private static final long SHORTEST_WAIT_MS = 250;

  private static final long LONGEST_WAIT_MS = 2_000;

  private final FieldLookup lookup;
  private final NameListLoader lists;
  private final SpeciesHint hints;
  private final Executor lane;

  /**
   * @param documents where lists come from
   * @param projector cuts them down
   * @param shared the lists of the process
   * @param lane runs tasks on the event loop of this object
   */
  public Advisor(
      Fetch documents, Projector projector, NameListCache shared, Scheduler time, Executor lane) {
    this.lookup = new FieldLookup(documents, projector);
    this.lists = new NameListLoader(lookup, shared, time, lane);
    this.hints = new SpeciesHint(lookup, lists);
    this.lane = lane;
  }

  /**
   * How long an advice may take: a list is longer than a refusal, but no more than twice as far.
   *
   * @param denied a refusal of the upstream, which tells how far away it is
   */
  static long waitMs(FetchException denied) {
    var effort = denied.effort();
    var roundTripMs = effort.requests() == 0 ? 0 : effort.timeMs() / effort.requests();
    return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, (long) (2 * roundTripMs)));
  }

  /** What the lists say of what is called for, where they are there in time. Never fails. */
  public Future<UpstreamListing> listing(FetchCall call, FetchException denied) {
    var path = call.path();
    var transport = call.transport();
    var waitMs = Math.min(waitMs(denied), call.leftMs() / 4);
    var resources = lists.resources(transport, waitMs);
    if (lacks(resources, path)) {
      return resources.map(known -> noResource(known, path));
    }
    if (!path.isDocument()) {
      return resources.map(
          known -> lacks(resources, path) ? noResource(known, path) : UpstreamListing.NOT_LISTED);
    }
    hints.prefetch(path, transport);
    var documents = lists.of(path.resource(), transport, waitMs);
    return Future.join(resources, documents)
        .map(
            both -> {
              if (lacks(resources, path)) {
                return noResource(resources.result(), path);
              }
              return documents.result().keys().contains(path.key())
                  ? UpstreamListing.LISTED
                  : UpstreamListing.NOT_LISTED;
            });
  }

  private static boolean lacks(Future<NameList> resources, DocumentPath path) {
    return resources.isComplete()
        && !resources.result().keys().isEmpty()
        && !resources.result().keys().contains(path.resource());
  }

  private static UpstreamListing noResource(NameList resources, DocumentPath path) {
    return UpstreamListing.noResource(NearNames.of(path.resource(), resources.names()));
  }

  /** The names in a resource's list; none where it is not there in time. Never fails. */
  Future<List<String>> listed(String resource, TransportKind transport, long waitMs) {
    return lists.of(resource, transport, waitMs).map(NameList::names);
  }

  /** The names near to the key that is called for; none where the key is listed. Never fails. */
  Future<List<String>> names(FetchCall call, long waitMs) {
    var key = call.path().key();
    return NearNames.isId(key)
        ? Future.succeededFuture(List.of())
        : lists
            .of(call.path().resource(), call.transport(), waitMs)
            .compose(list -> near(key, list));
  }

  /** Where to find what the key means; empty where nobody knows. Never fails. */
  Future<String> hint(FetchCall call, long waitMs) {
    return hints.of(call.path(), call.transport(), waitMs);
  }

  /** What all of this took of the upstream since this was last asked. */
  Effort takeSpent() {
    return lookup.takeSpent();
  }

  /** Each in a turn of its own: many may have waited for the list, and the loop has more to do. */
  private Future<List<String>> near(String key, NameList list) {
    Promise<List<String>> found = Promise.promise();
    lane.execute(
        () ->
            found.complete(
                list.keys().contains(key) ? List.of() : NearNames.of(key, list.names())));
    return found.future();
  }
}
