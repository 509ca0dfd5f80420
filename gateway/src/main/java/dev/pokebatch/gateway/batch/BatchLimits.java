package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;

/**
 * What one batch may ask for, and what it gets where it does not say.
 *
 * @param steps the most steps
 * @param documents the most documents
 * @param fanOut the most documents of one step
 * @param bodyBytes the largest body, in bytes after decompression
 * @param maxConcurrency the most documents under way at once
 * @param defaultConcurrency the documents under way at once where the batch does not say
 * @param maxDeadlineMs the longest time, in milliseconds
 * @param defaultDeadlineMs the time where the batch does not say, in milliseconds
 */
public record BatchLimits(
    int steps,
    int documents,
    int fanOut,
    int bodyBytes,
    int maxConcurrency,
    int defaultConcurrency,
    long maxDeadlineMs,
    long defaultDeadlineMs) {

  /** Keeps the defaults within the bounds. */
  public BatchLimits {
    defaultConcurrency = Math.min(defaultConcurrency, maxConcurrency);
    defaultDeadlineMs = Math.min(defaultDeadlineMs, maxDeadlineMs);
  }

  /** The limits of the contract. */
  public static BatchLimits defaults() {
    return new BatchLimits(1_000, 2_000, 2_000, 1 << 20, 256, 32, 60_000, 15_000);
  }

  /** The problem of a body that is larger than is read. */
  public Problem bodyTooLarge() {
    return Problem.of(
            ProblemType.LIMIT_EXCEEDED, 413, "a body may have at most " + bodyBytes + " bytes")
        .with("limit", "bodyBytes")
        .with("max", bodyBytes);
  }

  /**
   * Checks a count.
   *
   * @param limit its name, as clients know it
   * @throws ProblemException {@code limit-exceeded} where it is above the bound
   */
  static void check(String limit, long max, long actual) {
    if (actual > max) {
      throw new ProblemException(
          Problem.of(ProblemType.LIMIT_EXCEEDED, limit + " is at most " + max + ", not " + actual)
              .with("limit", limit)
              .with("max", max)
              .with("actual", actual));
    }
  }
}
