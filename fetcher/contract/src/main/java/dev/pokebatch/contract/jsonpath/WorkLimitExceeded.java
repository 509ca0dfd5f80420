package dev.pokebatch.contract.jsonpath;

/** Ends an evaluation that needs more work than its budget. The message is a clause for clients. */
public final class WorkLimitExceeded extends RuntimeException {

  private static final long serialVersionUID = 1;

  WorkLimitExceeded(String clause) {
    super(clause, null, false, false);
  }
}
