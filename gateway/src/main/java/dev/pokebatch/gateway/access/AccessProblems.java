package dev.pokebatch.gateway.access;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import java.util.Collection;
import java.util.stream.Collectors;

/** Why a caller is refused. The member {@code error} has a value of RFC 6750, section 3.1. */
final class AccessProblems {

  private AccessProblems() {}

  /** The request has no key and needs one; such an answer has no {@code error} (section 3.1). */
  static ProblemException noKey() {
    return new ProblemException(
        Problem.of(
            ProblemType.UNAUTHORIZED,
            "This needs an API key, in a header such as Authorization: Bearer pb_..."));
  }

  /**
   * The request has a key that is not valid.
   *
   * @param detail one sentence that says why
   */
  static ProblemException invalidKey(String detail) {
    return new ProblemException(
        Problem.of(ProblemType.UNAUTHORIZED, detail).with(Problem.ERROR, "invalid_token"));
  }

  /** The key is valid, but does not have the scopes. */
  static ProblemException missingScopes(Collection<Scope> needed) {
    var words = needed.stream().map(Scope::word).collect(Collectors.joining(" "));
    return new ProblemException(
        Problem.of(ProblemType.FORBIDDEN, "The API key does not have every scope that this needs.")
            .with(Problem.ERROR, "insufficient_scope")
            .with(Problem.SCOPE, words));
  }
}
