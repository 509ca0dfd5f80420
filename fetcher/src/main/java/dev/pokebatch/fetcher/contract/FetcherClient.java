package dev.pokebatch.fetcher.contract;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;

/** The fetchers, seen from the other side of the event bus. Whatever happens there, it answers. */
public final class FetcherClient {

  /** How much longer than the budget we wait: a fetcher's own word on time beats the bus's. */
  private static final long GRACE_MS = 500;

  private final EventBus bus;

  /** Talks over the given bus, to which {@link Codecs} are known. */
  public FetcherClient(EventBus bus) {
    this.bus = bus;
  }

  /**
   * Asks for one document.
   *
   * @return the reply; it never fails, for what goes wrong on the bus is a {@link
   *     FetchReply.Failed} too
   */
  public Future<FetchReply> fetch(FetchRequest request) {
    var options = new DeliveryOptions().setSendTimeout(request.budget().millis() + GRACE_MS);
    return bus.<FetchReply>request(Addresses.of(request.target()), request, options)
        .transform(FetcherClient::reply);
  }

  /** Calls calls off; each still gets its reply. */
  public void cancel(Cancel cancel) {
    bus.publish(Addresses.CANCEL, cancel);
  }

  private static Future<FetchReply> reply(AsyncResult<Message<FetchReply>> outcome) {
    return Future.succeededFuture(
        outcome.succeeded()
            ? outcome.result().body()
            : new FetchReply.Failed(failure(outcome.cause()), Effort.NONE));
  }

  private static Failure failure(Throwable cause) {
    if (!(cause instanceof ReplyException reply)) {
      return Failure.of(FailureKind.INTERNAL, "the fetcher could not be asked");
    }
    return switch (reply.failureType()) {
      case NO_HANDLERS ->
          Failure.of(FailureKind.NO_FETCHER, "no fetcher is there to get the document");
      case TIMEOUT -> Failure.of(FailureKind.DEADLINE_EXCEEDED, "no fetcher answered in time");
      default -> Failure.of(FailureKind.INTERNAL, "the fetcher could not be asked");
    };
  }
}
