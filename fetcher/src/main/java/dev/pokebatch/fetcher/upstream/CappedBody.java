package dev.pokebatch.fetcher.upstream;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one answer of the JDK's client, up to a cap. The client then waits for the
 * body inside {@code send}, where an interrupt ends the exchange; a thread that reads the body as a
 * stream cannot be interrupted.
 */
final class CappedBody implements BodyHandler<byte[]>, BodySubscriber<byte[]> {

  private final int maxBytes;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private volatile boolean headCame;
  private volatile long headAt;
  private Flow.@Nullable Subscription subscription;

  CappedBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether the answer has begun. */
  boolean headCame() {
    return headCame;
  }

  /** When it did, by {@link System#nanoTime}. */
  long headAt() {
    return headAt;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo head) {
    if (!HeadSyntax.isFramed(head.headers()::allValues)) {
      body.completeExceptionally(WireFailures.broken(false));
    }
    headAt = System.nanoTime();
    headCame = true;
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
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    for (var chunk : chunks) {
      if (collected.size() + chunk.remaining() > maxBytes) {
        tooLarge();
        return;
      }
      var bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      collected.writeBytes(bytes);
    }
  }

  private void tooLarge() {
    if (subscription != null) {
      subscription.cancel();
    }
    body.completeExceptionally(WireFailures.tooLarge());
  }

  @Override
  public void onError(Throwable broken) {
    body.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    body.complete(collected.toByteArray());
  }
}
