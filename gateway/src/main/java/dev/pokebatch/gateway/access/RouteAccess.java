package dev.pokebatch.gateway.access;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who may use a route. The route table names one of these for each route. */
public enum RouteAccess {
  /** What a problem type means: always open, because answers that refuse access link to it. */
  OPEN(AnonymousAccess.NONE),
  /** Documents about the API; any key will do. */
  REFERENCE(AnonymousAccess.READ),
  /** Documents by URL. */
  DOCUMENTS(AnonymousAccess.READ, Scope.BATCH),
  /** Batches, and what they would cost. */
  BATCHES(AnonymousAccess.ALL, Scope.BATCH),
  /** Batches that never become jobs. */
  QUERIES(AnonymousAccess.ALL, Scope.BATCH),
  /** Jobs. */
  JOBS(AnonymousAccess.ALL, Scope.JOBS),
  /** Collections. */
  COLLECTIONS(AnonymousAccess.ALL, Scope.COLLECTIONS),
  /** Runs of collections. */
  RUNS(AnonymousAccess.ALL, Scope.COLLECTIONS, Scope.BATCH),
  /** API keys. */
  KEYS(null, Scope.ADMIN);

  private final @Nullable AnonymousAccess least;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of returns an immutable one
  private final Set<Scope> scopes;

  RouteAccess(@Nullable AnonymousAccess least, Scope... scopes) {
    this.least = least;
    this.scopes = Set.of(scopes);
  }

  /** Returns the scopes that a key needs; all of them, unless it has {@link Scope#ADMIN}. */
  public Set<Scope> scopes() {
    return scopes;
  }

  /** Returns whether its requests may submit jobs, with {@code Prefer: respond-async}. */
  public boolean submitsJobs() {
    return this == BATCHES || this == RUNS;
  }

  /** Returns whether its requests fetch documents. */
  public boolean fetches() {
    return this == BATCHES || this == RUNS || this == DOCUMENTS;
  }

  /** Returns whether clients without a key may use the route. */
  public boolean isOpen(AnonymousAccess anonymous) {
    return least != null && anonymous.compareTo(least) >= 0;
  }

  /**
   * Refuses a caller who may not use the route.
   *
   * @param asJob whether the request submits a job, which needs {@link Scope#JOBS} as well
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code unauthorized} without a key,
   *     {@code forbidden} if the key does not have the scopes
   */
  public void check(Caller caller, AnonymousAccess anonymous, boolean asJob) {
    if (caller.isAnonymous()) {
      if (!isOpen(anonymous)) {
        throw AccessProblems.noKey();
      }
      return;
    }
    var needed = new TreeSet<>(scopes);
    if (asJob) {
      needed.add(Scope.JOBS);
    }
    if (!needed.stream().allMatch(caller::has)) {
      throw AccessProblems.missingScopes(needed);
    }
  }
}
