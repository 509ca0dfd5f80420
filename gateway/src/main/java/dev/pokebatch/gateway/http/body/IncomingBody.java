package dev.pokebatch.gateway.http.body;

import dev.pokebatch.gateway.http.admission.RequestMemory.BodyMemory;
import dev.pokebatch.gateway.http.admission.RequestTimeouts;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.response.ProblemHandler;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;

/**
 * One body while it is received: decoded as it arrives, and refused as soon as it is too large, too
 * slow, damaged or cut off. Confined to one event loop.
 */
final class IncomingBody {

  private final RoutingContext context;
  private final BodyDecoder decoding;
  private final BodyMemory memory;
  private final int most;
  private final Buffer body = Buffer.buffer();
  private final SlowRequestDetector.Watch watch;
  private boolean over;

  /**
   * @param most the most bytes of a body, decoded
   * @param timeouts how slowly it may arrive
   */
  IncomingBody(
      RoutingContext context,
      BodyDecoder decoding,
      BodyMemory memory,
      int most,
      SlowRequestDetector slowRequests,
      RequestTimeouts timeouts) {
    this.context = context;
    this.decoding = decoding;
    this.memory = memory;
    this.most = most;
    this.watch = slowRequests.watch(timeouts::forBody, () -> fail(BodyReader.TOO_SLOW));
  }

  void begin() {
    context
        .request()
        .handler(this::take)
        .endHandler(end -> complete())
        .exceptionHandler(broken -> fail(ProblemHandler.UNREADABLE));
  }

  private void take(Buffer coded) {
    if (over) {
      return;
    }
    watch.received(coded.length());
    try {
      decoding.feed(coded);
      var piece = decoding.next();
      while (piece != null) {
        append(piece);
        piece = over ? null : decoding.next();
      }
    } catch (ProblemException damaged) {
      fail(damaged.problem());
    }
  }

  private void append(Buffer piece) {
    var length = body.length() + piece.length();
    if (length > most) {
      fail(LimitProblems.bodyTooLarge(most, OptionalLong.empty()));
    } else if (!memory.growTo(length)) {
      fail(BodyReader.noMemory());
    } else {
      body.appendBuffer(piece);
    }
  }

  private void complete() {
    if (over) {
      return;
    }
    try {
      if (watch.bytes() > 0) {
        decoding.end();
      }
    } catch (ProblemException endsEarly) {
      fail(endsEarly.problem());
      return;
    }
    close();
    new RequestBody(body, memory).passTo(context);
  }

  private void fail(Problem problem) {
    if (!over) {
      close();
      memory.close();
      context.fail(new ProblemException(problem));
    }
  }

  private void close() {
    over = true;
    watch.end();
    decoding.close();
  }
}
