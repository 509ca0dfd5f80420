package dev.pokebatch.gateway.problem;

import dev.pokebatch.contract.Failure;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps failures of fetchers and exceptions to problems; nothing else does. The message of an
 * unexpected exception is only logged. The client gets the number of the log entry, the incident.
 */
public final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /**
   * Returns the problem of a document that a fetcher could not return.
   *
   * @param attempts the number of requests that the fetcher sent to the upstream for it
   */
  public static Problem of(Failure failure, int attempts) {
    var problem =
        switch (failure.kind()) {
          case NOT_FOUND -> withSuggestions(ProblemType.NOT_FOUND, failure);
          case UNKNOWN_RESOURCE -> withSuggestions(ProblemType.UNKNOWN_RESOURCE, failure);
          case INVALID_KEY -> withSuggestions(ProblemType.INVALID_KEY, failure);
          case FORBIDDEN_URL -> Problem.of(ProblemType.FORBIDDEN_URL, failure.detail());
          case UPSTREAM_REJECTED ->
              withUpstreamStatus(ProblemType.UPSTREAM_REJECTED, failure, attempts);
          case UPSTREAM_ERROR -> withUpstreamStatus(ProblemType.UPSTREAM_ERROR, failure, attempts);
          case UPSTREAM_INVALID_BODY, UPSTREAM_TOO_LARGE, UPSTREAM_CUT_OFF ->
              withUpstreamStatus(ProblemType.UPSTREAM_INVALID_BODY, failure, attempts);
          case UPSTREAM_UNREACHABLE ->
              Problem.of(ProblemType.UPSTREAM_UNREACHABLE, failure.detail());
          case CIRCUIT_OPEN -> Problem.of(ProblemType.CIRCUIT_OPEN, failure.detail());
          case UPSTREAM_TIMEOUT -> Problem.of(ProblemType.UPSTREAM_TIMEOUT, failure.detail());
          case EXPAND_DEPTH -> limit("expandDepth", failure);
          case EXPAND_LINKS -> limit("fanOut", failure);
          case EXPAND_BYTES -> limit("expandedBytes", failure);
          case SHAPE_WORK -> limit("shapeWork", failure);
          case DEADLINE_EXCEEDED -> Problem.of(ProblemType.DEADLINE_EXCEEDED, failure.detail());
          case OVERLOADED -> Problem.of(ProblemType.OVERLOADED, failure.detail());
          case NOT_CACHED -> Problem.of(ProblemType.NOT_CACHED, failure.detail());
          case NO_FETCHER, LEAVING, UNREADABLE ->
              Problem.of(ProblemType.NO_FETCHER, failure.detail());
          case CANCELLED -> StepProblems.cancelled(CancelledBy.CLIENT);
          case INTERNAL -> internal(failure);
        };
    return failure.retryAfterMs() > 0 ? problem.retryAfterMs(failure.retryAfterMs()) : problem;
  }

  /**
   * Returns the problem that a {@link ProblemException} carries. Logs any other exception as an
   * internal error.
   */
  public static Problem of(Throwable thrown) {
    if (thrown instanceof ProblemException e) {
      return e.problem();
    }
    var incident = incident();
    LOG.error("Incident {}", incident, thrown);
    return internal(incident);
  }

  private static Problem internal(Failure failure) {
    var incident = incident();
    LOG.error("Incident {}: a fetcher reports: {}", incident, failure.detail());
    return internal(incident);
  }

  private static Problem internal(String incident) {
    return Problem.of(
            ProblemType.INTERNAL,
            "The gateway has an internal error. Report it with the number in incident.")
        .with("incident", incident);
  }

  private static String incident() {
    return UUID.randomUUID().toString();
  }

  private static Problem withSuggestions(ProblemType type, Failure failure) {
    var problem = Problem.of(type, failure.detail());
    if (!failure.suggestions().isEmpty()) {
      problem = problem.with("suggestions", failure.suggestions());
    }
    return failure.hint().isEmpty() ? problem : problem.with("hint", failure.hint());
  }

  private static Problem limit(String limit, Failure failure) {
    return Problem.of(ProblemType.LIMIT_EXCEEDED, failure.detail()).with("limit", limit);
  }

  private static Problem withUpstreamStatus(ProblemType type, Failure failure, int attempts) {
    var problem = Problem.of(type, failure.detail());
    return (failure.upstreamStatus() == 0
            ? problem
            : problem.with("upstreamStatus", failure.upstreamStatus()))
        .with("attempts", attempts);
  }
}
