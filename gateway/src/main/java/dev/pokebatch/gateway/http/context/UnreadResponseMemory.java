package dev.pokebatch.gateway.http.context;

import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The memory of responses whose body is complete before its first byte is sent. They occupy it
 * until the client's socket has taken them, which over HTTP/2 is when the client likes.
 */
public final class UnreadResponseMemory {

  private static final ContextKey<AnswerMemory> MEMORY =
      new ContextKey<>(UnreadResponseMemory.class, "memory");

  /** For requests that are refused before their client is known. */
  private static final AnswerMemory BEFORE = AnswerMemory.unbounded();

  /** Shorter responses, in bytes, are not counted: the number of open requests bounds them. */
  private static final int SHORT = 4 << 10;

  private final AnswerMemory memory;

  /**
   * @param memory the memory of all responses
   */
  public UnreadResponseMemory(AnswerMemory memory) {
    this.memory = memory;
  }

  /**
   * Refuses requests of HTTP/2 clients that do not read. Needs the client of the request.
   *
   * @throws ProblemException {@code overloaded} if the client has as much memory as it may
   */
  public void handle(RoutingContext context) {
    var own = memory.of(RequestClient.of(context));
    MEMORY.put(context, own);
    if (context.request().version() == HttpVersion.HTTP_2 && !own.mayRespond()) {
      throw new ProblemException(noMemory());
    }
    context.next();
  }

  /**
   * Reserves memory for a response, which the caller must close.
   *
   * @param bytes length of the response, and what it takes to compress it
   * @throws ProblemException {@code overloaded} if there is too little for the client
   */
  public static Reservation reserve(RoutingContext context, long bytes) {
    return tryReserve(context, bytes).orElseThrow(() -> new ProblemException(noMemory()));
  }

  /**
   * Reserves memory for a response, which the caller must close.
   *
   * @param bytes length of the response, and what it takes to compress it
   * @return empty if there is too little for the client
   */
  public static Optional<Reservation> tryReserve(RoutingContext context, long bytes) {
    return tryReserve(of(context), bytes);
  }

  /** Returns memory for a response of which the length is not known yet. */
  public static DeferredReservation deferred(RoutingContext context) {
    var own = of(context);
    return new DeferredReservation(bytes -> tryReserve(own, bytes));
  }

  private static AnswerMemory of(RoutingContext context) {
    var found = MEMORY.find(context);
    return found == null ? BEFORE : found;
  }

  private static Optional<Reservation> tryReserve(AnswerMemory own, long bytes) {
    return bytes < SHORT ? Optional.of(own.responses().hold(0)) : own.tryReserveForResponse(bytes);
  }

  /** The problem of a client for whose response there is too little memory. */
  public static Problem noMemory() {
    return LimitProblems.overloaded("no memory is free for this response");
  }
}
