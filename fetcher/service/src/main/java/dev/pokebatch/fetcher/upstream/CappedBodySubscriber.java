package dev.pokebatch.fetcher.upstream;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects one response body of the JDK's client, up to a maximum size and under flow control. With
 * this subscriber the client waits for the body inside {@code send}, where an interrupt ends the
 * exchange; a thread that reads a body as a stream cannot be interrupted.
 */
final class CappedBodySubscriber implements BodyHandler<byte[]>, BodySubscriber<byte[]> {

  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final BodyBuffer collected;
  private final BodyFlowControl reading;
  private final Executor lane;
  private long length;
  private volatile boolean headReceived;
  private volatile long headAt;
  private Flow.@Nullable Subscription subscription;

  /**
   * @param lane runs tasks on the event loop that waits for memory
   */
  CappedBodySubscriber(int maxBytes, BodyFlowControl reading, Executor lane) {
    this.collected = new BodyBuffer(maxBytes);
    this.reading = reading;
    this.lane = lane;
  }

  /** Whether the head has arrived. */
  boolean headReceived() {
    return headReceived;
  }

  /** When the head arrived, by {@link System#nanoTime}. */
  long headAt() {
    return headAt;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo head) {
    if (!HeadSyntax.isFramed(head.headers()::allValues)) {
      body.completeExceptionally(TransportFailures.broken(false));
    } else {
      length = HeadSyntax.bodyLength(head.statusCode(), head.headers()::allValues);
    }
    headAt = System.nanoTime();
    headReceived = true;
    return this;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (body.isDone()) {
      given.cancel();
    } else {
      lane.execute(() -> reading.head(length, () -> begin(given)));
    }
  }

  /** Requests the first chunk. */
  private void begin(Flow.Subscription given) {
    collected.expect(length);
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    for (var chunk : chunks) {
      if (!collected.takes(chunk.remaining())) {
        tooLarge();
        return;
      }
      var at = collected.length();
      var more = chunk.remaining();
      chunk.get(collected.extend(more), at, more);
    }
    var asked = subscription;
    if (asked != null && reading.mayGoOn(collected.length())) {
      asked.request(1);
    } else if (asked != null) {
      lane.execute(() -> reading.pause(collected.length(), () -> asked.request(1)));
    }
  }

  private void tooLarge() {
    if (subscription != null) {
      subscription.cancel();
    }
    body.completeExceptionally(TransportFailures.tooLarge());
  }

  @Override
  public void onError(Throwable broken) {
    body.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    body.complete(collected.toBytes());
  }
}
