package dev.pokebatch.gateway.jsonpath;

/**
 * Ends an evaluation that would cost more than it may. The message says why in one clause fit for a
 * client.
 */
public final class WorkLimitExceeded extends RuntimeException {

  private static final long serialVersionUID = 1;

  WorkLimitExceeded(String clause) {
    super(clause, null, false, false);
  }
}
