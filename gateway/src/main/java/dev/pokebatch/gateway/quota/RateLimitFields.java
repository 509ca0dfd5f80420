package dev.pokebatch.gateway.quota;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The header fields {@code RateLimit-Policy} and {@code RateLimit}
 * (draft-ietf-httpapi-ratelimit-headers): lists of strings with parameters (RFC 9651, section 3.1).
 */
public final class RateLimitFields {

  /** The name of the field with the quotas. */
  public static final String POLICY = "RateLimit-Policy";

  /** The name of the field with what is left of them. */
  public static final String STATE = "RateLimit";

  /** The unit that a field need not name. */
  private static final String DEFAULT_UNIT = "requests";

  private RateLimitFields() {}

  /** Returns the quotas: {@code "requests";q=100;w=10}. */
  public static String policy(List<QuotaState> states) {
    return states.stream().map(RateLimitFields::policy).collect(Collectors.joining(", "));
  }

  private static String policy(QuotaState state) {
    var unit = state.unit().equals(DEFAULT_UNIT) ? "" : ";qu=\"" + state.unit() + '"';
    var window = state.windowS() == 0 ? "" : ";w=" + state.windowS();
    return '"' + state.name() + "\";q=" + state.max() + unit + window;
  }

  /** Returns what is left of them: {@code "requests";r=50;t=5}. */
  public static String state(List<QuotaState> states) {
    return states.stream().map(RateLimitFields::state).collect(Collectors.joining(", "));
  }

  private static String state(QuotaState state) {
    var reset = state.windowS() == 0 ? "" : ";t=" + state.resetS();
    return '"' + state.name() + "\";r=" + state.left() + reset;
  }
}
