package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.process.fair.FairQueue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/**
 * Calls that wait for their turn: clients take turns, and those of a client come in the order in
 * which they came. There are only so many places, and a call that is cancelled gives up its own.
 * Confined to one event loop.
 */
final class CallQueue {

  /** So many documents of a client that had less than its share go first: a small batch. */
  static final int BURST = 32;

  private final QueueCapacity capacity;
  private final FairQueue<String, Waiting> waiting = new FairQueue<>(BURST);

  CallQueue(QueueCapacity capacity) {
    this.capacity = capacity;
  }

  /** Takes a place at the end, or fails where there is none. */
  Future<Document> enqueue(FetchCall call) {
    if (!capacity.take()) {
      return Future.failedFuture(
          FetchException.of(FailureKind.OVERLOADED, "too many documents are waited for already"));
    }
    var entry = new Waiting(call);
    waiting.add(call.client(), entry);
    call.cancel().onCancel(() -> giveUp(entry));
    return entry.promise.future();
  }

  /** The one whose turn it is; whoever takes it out must complete it. */
  Optional<Waiting> next() {
    var next = waiting.poll();
    next.ifPresent(entry -> capacity.giveBack());
    return next;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many wait. */
  int size() {
    return waiting.size();
  }

  /** Sends all of them away. */
  void failWaiting(Failure why) {
    var all = waiting.clear();
    all.forEach(entry -> capacity.giveBack());
    all.forEach(entry -> entry.promise.fail(new FetchException(why, Effort.NONE)));
  }

  private void giveUp(Waiting entry) {
    if (waiting.remove(entry.call.client(), entry)) {
      capacity.giveBack();
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
