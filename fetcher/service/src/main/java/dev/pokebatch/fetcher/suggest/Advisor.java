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
import java.util.stream.Stream;

/**
 * Consults the upstream's lists about a missing document: whether it is listed after all, and which
 * names are similar. Requests all lists that may be needed at once, so that it takes one round
 * trip. Confined to one event loop.
 */
public final class Advisor {

  /** Minimum wait: from a fast upstream, a list may take several times as long as a failure. */
  private static final long SHORTEST_WAIT_MS = 250;

  private static final long LONGEST_WAIT_MS = 2_000;

  private final FieldLookup lookup;
  private final NameListLoader lists;
  private final SpeciesHint hints;
  private final TranslatedNames localized;
  private final Executor lane;

  /**
   * @param documents fetches lists
   * @param projector projects them
   * @param shared the lists that the process has cached
   * @param localized names in other languages
   * @param lane runs tasks on the event loop of this object
   */
  public Advisor(
      Fetch documents,
      Projector projector,
      NameListCache shared,
      TranslatedNames localized,
      Scheduler time,
      Executor lane) {
    this.localized = localized;
    this.lookup = new FieldLookup(documents, projector);
    this.lists = new NameListLoader(lookup, shared, time, lane);
    this.hints = new SpeciesHint(lookup, lists);
    this.lane = lane;
  }

  /**
   * How long to wait for lists, in milliseconds: a list takes longer than a failure response, but
   * rarely twice as long.
   *
   * @param denied the upstream's failure, whose duration shows how far away the upstream is
   */
  static long waitMs(FetchException denied) {
    var effort = denied.effort();
    var roundTripMs = effort.requests() == 0 ? 0 : effort.timeMs() / effort.requests();
    return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, (long) (2 * roundTripMs)));
  }

  /**
   * What the lists say about the requested document, as far as they arrive in time. Never fails.
   */
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

  /** The names in a resource's list; none if it does not arrive in time. Never fails. */
  Future<List<String>> listed(String resource, TransportKind transport, long waitMs) {
    return lists.of(resource, transport, waitMs).map(NameList::names);
  }

  /** Names similar to the requested key; none if the key is listed. Never fails. */
  Future<List<String>> names(FetchCall call, long waitMs) {
    var key = call.path().key();
    return NearNames.isId(key)
        ? Future.succeededFuture(List.of())
        : lists
            .of(call.path().resource(), call.transport(), waitMs)
            .compose(list -> near(call.path(), list));
  }

  /** Keys of documents with similar names in other languages, as far as these are known. */
  List<String> localized(String resource, String name) {
    return localized.near(resource, name);
  }

  /** A hint where to find what the key means; empty if there is none. Never fails. */
  Future<String> hint(FetchCall call, long waitMs) {
    return hints.of(call.path(), call.transport(), waitMs);
  }

  /** The effort of all lookups since the last call. */
  Effort takeSpent() {
    return lookup.takeSpent();
  }

  /**
   * Runs as a task of its own: many calls may have waited for the list, and each search takes time
   * on the event loop.
   */
  private Future<List<String>> near(DocumentPath path, NameList list) {
    var key = path.key();
    Promise<List<String>> found = Promise.promise();
    lane.execute(
        () -> found.complete(list.keys().contains(key) ? List.of() : nearUnlisted(path, list)));
    return found.future();
  }

  private List<String> nearUnlisted(DocumentPath path, NameList list) {
    return Stream.concat(
            NearNames.of(path.key(), list.names()).stream(),
            localized(path.resource(), path.key()).stream())
        .distinct()
        .limit(NearNames.MOST)
        .toList();
  }
}
