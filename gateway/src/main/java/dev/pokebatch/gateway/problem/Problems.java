package dev.pokebatch.gateway.problem;

import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import io.vertx.core.json.JsonArray;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From failures and exceptions to problems: the only place that maps either. */
public final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final Set<FailureKind> OF_THE_UPSTREAM =
      Set.of(
          FailureKind.UPSTREAM_REJECTED,
          FailureKind.UPSTREAM_ERROR,
          FailureKind.UPSTREAM_INVALID_BODY);

  private Problems() {}

  /**
   * The problem of a document that is not there.
   *
   * @param attempts how often it was tried for
   */
  public static Problem of(Failure failure, int attempts) {
    var problem = Problem.of(type(failure.kind()), failure.detail());
    if (OF_THE_UPSTREAM.contains(failure.kind())) {
      problem = problem.with("attempts", attempts);
      if (failure.upstreamStatus() != 0) {
        problem = problem.with("upstreamStatus", failure.upstreamStatus());
      }
    }
    if (failure.retryAfterMs() > 0) {
      problem = problem.with("retryAfterMs", failure.retryAfterMs());
    }
    if (!failure.suggestions().isEmpty()) {
      problem = problem.with("suggestions", new JsonArray(failure.suggestions()));
    }
    return switch (failure.kind()) {
      case CANCELLED -> problem.with("by", "client");
      case INTERNAL -> problem.with("incident", incident(null));
      default -> problem;
    };
  }

  /** The status of the problem of a document that is not there. */
  public static int status(Failure failure) {
    return type(failure.kind()).status();
  }

  /** The problem of what should not have happened: the log has the rest, under its incident. */
  public static Problem unexpected(@Nullable Throwable thrown) {
    return Problem.of(ProblemType.INTERNAL, "a fault of ours; please name the incident")
        .with("incident", incident(thrown));
  }

  private static String incident(@Nullable Throwable thrown) {
    var incident = UUID.randomUUID().toString();
    LOG.error("incident {}", incident, thrown);
    return incident;
  }

  private static ProblemType type(FailureKind kind) {
    return switch (kind) {
      case NOT_FOUND -> ProblemType.NOT_FOUND;
      case UNKNOWN_RESOURCE -> ProblemType.UNKNOWN_RESOURCE;
      case FORBIDDEN_URL -> ProblemType.FORBIDDEN_URL;
      case UPSTREAM_REJECTED -> ProblemType.UPSTREAM_REJECTED;
      case UPSTREAM_ERROR -> ProblemType.UPSTREAM_ERROR;
      case UPSTREAM_INVALID_BODY -> ProblemType.UPSTREAM_INVALID_BODY;
      case UPSTREAM_UNREACHABLE -> ProblemType.UPSTREAM_UNREACHABLE;
      case UPSTREAM_TIMEOUT -> ProblemType.UPSTREAM_TIMEOUT;
      case DEADLINE_EXCEEDED -> ProblemType.DEADLINE_EXCEEDED;
      case OVERLOADED -> ProblemType.OVERLOADED;
      case NO_FETCHER -> ProblemType.NO_FETCHER;
      case CANCELLED -> ProblemType.CANCELLED;
      case INTERNAL -> ProblemType.INTERNAL;
    };
  }
}
