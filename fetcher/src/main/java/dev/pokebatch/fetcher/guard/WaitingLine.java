package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that wait for their turn, in the order in which they came; there are only so many places,
 * and a call that is cancelled gives up its own. Confined to one event loop.
 */
final class WaitingLine {

  private final WaitingPlaces places;
  private final Set<Waiting> waiting = new LinkedHashSet<>();

  WaitingLine(WaitingPlaces places) {
    this.places = places;
  }

  /** Takes a place at the end, or fails where there is none. */
  Future<Document> join(FetchCall call) {
    if (!places.take()) {
      return Future.failedFuture(
          FetchException.of(FailureKind.OVERLOADED, "too many documents are waited for already"));
    }
    var entry = new Waiting(call);
    waiting.add(entry);
    call.cancel().onCancel(() -> giveUp(entry));
    return entry.promise.future();
  }

  /** The one whose turn it is; whoever takes it out must complete it. */
  Optional<Waiting> next() {
    var entries = waiting.iterator();
    if (!entries.hasNext()) {
      return Optional.empty();
    }
    var first = entries.next();
    entries.remove();
    places.giveBack();
    return Optional.of(first);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many wait. */
  int size() {
    return waiting.size();
  }

  /** Sends all of them away. */
  void dismiss(Failure why) {
    var all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(entry -> places.giveBack());
    all.forEach(entry -> entry.promise.fail(new FetchException(why, Effort.NONE)));
  }

  private void giveUp(Waiting entry) {
    if (waiting.remove(entry)) {
      places.giveBack();
      entry.promise.fail(FetchException.of(FailureKind.CANCELLED, "called off while it waited"));
    }
  }

  /** A call, and who is to be told what came of it. Equal to itself only. */
  static final class Waiting {
    private final FetchCall call;
    private final Promise<Document> promise = Promise.promise();

    private Waiting(FetchCall call) {
      this.call = call;
    }

    FetchCall call() {
      return call;
    }

    Promise<Document> promise() {
      return promise;
    }
  }
}
