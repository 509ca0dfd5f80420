package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.problem.Problems;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.OptionalLong;

/** The only place that writes an error body: whatever failed, the client gets a problem. */
final class ProblemHandler implements Handler<RoutingContext> {

  private final BatchLimits limits;

  ProblemHandler(BatchLimits limits) {
    this.limits = limits;
  }

  /** Takes over where the router would answer by itself, with a bare status. */
  void handleWhatTheRouterRefuses(Router router) {
    for (var status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
      router.errorHandler(status, this);
    }
  }

  @Override
  public void handle(RoutingContext context) {
    var response = context.response();
    var problem = problem(context);
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.headWritten()) {
      response.reset(); // half an answer must not look like a whole one
      return;
    }
    problem.headers().forEach(response::putHeader);
    if (hasUnreadBody(context.request())) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE); // its body is not wanted
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(problem.toJson().toBuffer());
  }

  private static boolean hasUnreadBody(HttpServerRequest request) {
    return !request.isEnded()
        && (request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
            || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null);
  }

  private Problem problem(RoutingContext context) {
    if (context.failure() instanceof ProblemException known) {
      return known.problem();
    }
    return switch (context.statusCode()) {
      case 400 -> Problem.of(ProblemType.INVALID_REQUEST, "the request cannot be understood");
      case 404 -> Problem.of(ProblemType.NOT_FOUND, "nothing is at this path");
      case 413 -> Problem.bodyTooLarge(limits.bodyBytes(), OptionalLong.empty());
      default ->
          Problems.of(Objects.requireNonNullElseGet(context.failure(), IllegalStateException::new));
    };
  }
}
