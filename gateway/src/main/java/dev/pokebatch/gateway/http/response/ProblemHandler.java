package dev.pokebatch.gateway.http.response;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.coding.AcceptEncoding;
import dev.pokebatch.gateway.coding.WholeGzip;
import dev.pokebatch.gateway.http.context.RequestId;
import dev.pokebatch.gateway.http.context.UnreadResponseMemory;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.problem.RefusalCounts;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Answers failed requests with a problem (RFC 9457). No other class but {@link HeadlessResponse}
 * writes the body of an error.
 */
public final class ProblemHandler implements Handler<RoutingContext> {

  public static final Problem UNREADABLE =
      Problem.of(ProblemType.INVALID_REQUEST, "the request is malformed");

  private final BatchLimits limits;

  public ProblemHandler(BatchLimits limits) {
    this.limits = limits;
  }

  /** Handles the failures that the router would answer with a status and no problem. */
  public void handleWhatTheRouterRefuses(Router router) {
    for (var status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
      router.errorHandler(status, this);
    }
  }

  @Override
  public void handle(RoutingContext context) {
    var response = context.response();
    if (response.closed() || response.ended()) {
      return; // the client has disconnected, or has its answer
    }
    var problem = problem(context);
    if (response.headWritten()) {
      response.reset(); // a truncated answer must not look complete
      return;
    }
    UnreadBody.drainThenClose(context.vertx(), context.request());
    var text = problem.toJson().toBuffer();
    var memory = UnreadResponseMemory.tryReserve(context, text.length()).orElse(null);
    if (memory == null) {
      answer(context.request(), UnreadResponseMemory.noMemory());
    } else {
      answer(context.request(), problem, text).onComplete(done -> memory.close());
    }
  }

  /** Answers a request whose head could not be parsed, and closes its connection. */
  public static void unreadable(HttpServerRequest request) {
    var cause = request.decoderResult().cause();
    answer(
        request,
        cause instanceof TooLongHttpLineException
            ? LimitProblems.headTooLong(
                414, "requestLineBytes", HttpServerOptions.DEFAULT_MAX_INITIAL_LINE_LENGTH)
            : cause instanceof TooLongHttpHeaderException
                ? LimitProblems.headTooLong(
                    431, "headerBytes", HttpServerOptions.DEFAULT_MAX_HEADER_SIZE)
                : UNREADABLE);
    request.connection().close();
  }

  private static void answer(HttpServerRequest request, Problem problem) {
    var unused = answer(request, problem, problem.toJson().toBuffer());
  }

  /** Returns when the client's socket has taken the answer. */
  private static Future<Void> answer(HttpServerRequest request, Problem problem, Buffer text) {
    RefusalCounts.add(problem);
    var response = request.response();
    problem.headers().forEach(response::putHeader);
    response.headers().remove(HttpHeaders.CONTENT_DISPOSITION);
    RequestId.name(request);
    return response
        .setChunked(false)
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(body(request, text));
  }

  /** Returns the body, compressed if it is long and the client accepts that. */
  private static Buffer body(HttpServerRequest request, Buffer text) {
    AcceptEncoding.vary(request.response().headers());
    if (text.length() < AcceptEncoding.SHORTEST || !AcceptEncoding.takesGzip(request)) {
      return text;
    }
    request.response().putHeader(HttpHeaders.CONTENT_ENCODING, AcceptEncoding.GZIP);
    return WholeGzip.compressNow(text);
  }

  private Problem problem(RoutingContext context) {
    if (context.failure() instanceof ProblemException known) {
      return known.problem();
    }
    return switch (context.statusCode()) {
      case 400, 417 -> UNREADABLE;
      case 404 -> Problem.of(ProblemType.NOT_FOUND, "there is no resource at this path");
      case 413 -> LimitProblems.bodyTooLarge(limits.bodyBytes(), OptionalLong.empty());
      default ->
          Problems.of(Objects.requireNonNullElseGet(context.failure(), IllegalStateException::new));
    };
  }
}
