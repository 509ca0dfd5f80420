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
import java.util.function.Predicate;

/**
 * A bounded queue of calls. Clients take turns; the calls of one client are served in order. A
 * cancelled call leaves the queue. Confined to one event loop.
 */
final class CallQueue {

  /**
   * A client that used less than its share goes first for this many documents: the size of a small
   * batch.
   */
  static final int BURST = 32;

  private final QueueCapacity capacity;
  private final FairQueue<String, QueuedCall> waiting = new FairQueue<>(BURST);

  CallQueue(QueueCapacity capacity) {
    this.capacity = capacity;
  }

  /** Adds a call, or fails it if the queue is full. */
  Future<Document> enqueue(FetchCall call) {
    if (!capacity.take()) {
      return Future.failedFuture(
          FetchException.of(FailureKind.OVERLOADED, "too many calls are waiting for the upstream"));
    }
    var entry = new QueuedCall(call);
    waiting.add(call.client(), entry);
    call.cancel().onCancel(() -> giveUp(entry));
    return entry.promise.future();
  }

  /**
   * Removes the next call of a client that may have its turn; the caller must complete its promise.
   */
  Optional<QueuedCall> next(Predicate<String> may) {
    var next = waiting.poll(may);
    next.ifPresent(entry -> capacity.giveBack());
    return next;
  }

  /** Whether any call of this client waits. */
  boolean has(String client) {
    return waiting.has(client);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The number of waiting calls. */
  int size() {
    return waiting.size();
  }

  /** Fails all waiting calls. */
  void failWaiting(Failure why) {
    var all = waiting.clear();
    all.forEach(entry -> capacity.giveBack());
    all.forEach(entry -> entry.promise.fail(new FetchException(why, Effort.NONE)));
  }

  private void giveUp(QueuedCall entry) {
    if (waiting.remove(entry.call.client(), entry)) {
      capacity.giveBack();
      entry.promise.fail(FetchException.of(FailureKind.CANCELLED, "cancelled while it waited"));
    }
  }

  /** A waiting call and the promise of its outcome. Compared by identity. */
  static final class QueuedCall {
    private final FetchCall call;
    private final Promise<Document> promise = Promise.promise();

    private QueuedCall(FetchCall call) {
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
