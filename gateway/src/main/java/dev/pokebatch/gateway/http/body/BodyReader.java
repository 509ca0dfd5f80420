package dev.pokebatch.gateway.http.body;

import dev.pokebatch.gateway.http.admission.RequestMemory;
import dev.pokebatch.gateway.http.admission.RequestTimeouts;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.response.ProblemHandler;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;

/**
 * Reads and decodes complete bodies. Memory for a body is reserved when the head of its request has
 * arrived; a client that sends {@code Expect: 100-continue} (RFC 9110, section 10.1.1) is told to
 * go on only after that. Confined to one event loop.
 */
public final class BodyReader {

  /** The answer to a client whose body arrives too slowly. */
  public static final Problem TOO_SLOW =
      Problem.of(ProblemType.REQUEST_TIMEOUT, "the body of the request arrived too slowly");

  private static final String CONTINUE = "100-continue";

  private final int most;
  private final RequestMemory memory;
  private final SlowRequestDetector slowRequests;
  private final RequestTimeouts timeouts;

  /**
   * @param most the most bytes of a body, decoded
   * @param memory reserves the memory of bodies
   * @param slowRequests ends bodies that arrive too slowly
   * @param timeouts how slowly they may arrive
   */
  public BodyReader(
      int most, RequestMemory memory, SlowRequestDetector slowRequests, RequestTimeouts timeouts) {
    this.most = most;
    this.memory = memory;
    this.slowRequests = slowRequests;
    this.timeouts = timeouts;
  }

  /**
   * Reads the body and calls the next handler, which finds it with {@link RequestBody#of}.
   *
   * @throws ProblemException {@code limit-exceeded} or {@code overloaded}, if the head alone shows
   *     that
   */
  public void handle(RoutingContext context) {
    var request = context.request();
    var expected = request.getHeader(HttpHeaders.EXPECT);
    if (expected != null && !expected.equalsIgnoreCase(CONTINUE)) {
      throw new ProblemException(ProblemHandler.UNREADABLE);
    }
    var length = length(request);
    if (length > most) {
      throw new ProblemException(LimitProblems.bodyTooLarge(most, OptionalLong.of(length)));
    }
    var decoding = BodyDecoder.of(request);
    var reserved =
        memory
            .reserve(RequestClient.of(context), length)
            .orElseThrow(BodyReader::noMemoryException);
    new IncomingBody(context, decoding, reserved, most, slowRequests, timeouts).begin();
    if (expected != null) {
      context.response().writeContinue();
    }
  }

  /** Returns the {@code Content-Length}; 0 if there is none. */
  private static long length(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException larger) {
      return Long.MAX_VALUE;
    }
  }

  /** Returns {@link #noMemory} as an exception. */
  public static ProblemException noMemoryException() {
    return new ProblemException(noMemory());
  }

  /** Returns the problem of a body for which no memory is free. */
  public static Problem noMemory() {
    return LimitProblems.overloaded("no memory is free for this request body");
  }
}
