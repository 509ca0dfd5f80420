package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to a fetcher, whose load it is part of. Confined to one event loop.
 *
 * @param timeoutMs how long to wait for the reply, in milliseconds
 */
record SentRequest(Member member, FetchRequest request, long timeoutMs, Promise<FetchReply> reply) {

  /** Counts the request in the load of the fetcher, unless it costs the fetcher nothing. */
  void begin() {
    if (!request.onlyIfCached()) {
      member.sent(request.target());
    }
  }

  /**
   * Takes the request out of the fetcher's load.
   *
   * @param byReply whether the fetcher has replied
   */
  void end(boolean byReply) {
    if (!request.onlyIfCached()) {
      member.ended(request.target(), byReply);
    }
  }

  /**
   * Passes the reply on, after {@link #end}. One of another type, or with a document that there is
   * no memory for, is unreadable.
   */
  void replied(@Nullable Object body) {
    var isTooLarge =
        body instanceof FetchReply.Found found && found.body().length() > request.grant();
    reply.complete(
        body instanceof FetchReply valid && !isTooLarge ? valid : FetchReply.Failed.UNREADABLE);
  }
}
