package dev.pokebatch.gateway.access;

import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/** Finds out who sends a request, by its API key (RFC 6750, section 2.1). Thread-safe. */
public final class Authenticator {

  /** Schemes are case-insensitive (RFC 9110, section 11.1). */
  private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+)", Pattern.CASE_INSENSITIVE);

  private final KeyRing keys;
  private final InstantSource clock;

  /**
   * @param clock tells which keys have expired
   */
  public Authenticator(KeyRing keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Returns who sends a request.
   *
   * @param authorization the values of {@code Authorization}
   * @throws ProblemException {@code unauthorized} if the header is there but has no valid key, even
   *     if the request would be allowed without one; {@code store-unavailable} if the database has
   *     not been read yet and may have the key
   */
  public Caller caller(List<String> authorization) {
    if (authorization.isEmpty()) {
      return Caller.ANONYMOUS;
    }
    var bearer = BEARER.matcher(authorization.get(0).strip());
    if (authorization.size() > 1 || !bearer.matches() || !KeySecret.isSecret(bearer.group(1))) {
      throw AccessProblems.invalidKey(
          "The Authorization header must be Bearer and an API key, which begins with pb_.");
    }
    var key =
        keys.find(bearer.group(1))
            .orElseThrow(
                () ->
                    keys.isIncomplete()
                        ? new StoreUnavailableException("The API keys cannot be read yet.", null)
                        : AccessProblems.invalidKey("There is no such API key."));
    if (key.isExpired(clock.instant())) {
      throw AccessProblems.invalidKey("The API key has expired.");
    }
    return key.caller();
  }
}
