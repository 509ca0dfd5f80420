package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares what clients ask for with {@link BatchLimits}. Immutable, fit for any thread. */
public final class LimitChecks {

  private final BatchLimits limits;

  /** Checks against these limits. */
  public LimitChecks(BatchLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts the entries of a batch and of its groups, before they are read as steps.
   *
   * @throws ProblemException {@code limit-exceeded} if there are too many
   */
  void checkEntries(JsonArray entries) {
    check("steps", limits.steps(), count(entries), "A batch may have %d steps, not %d.");
  }

  /**
   * Checks the limits of steps that are known before they run, one after the other.
   *
   * @throws ProblemException {@code limit-exceeded} for the first limit that is exceeded
   */
  void checkSteps(List<Step> steps) {
    var count = steps.stream().mapToLong(Step::stepCount).sum();
    check("steps", limits.steps(), count, "A batch may have %d steps, not %d.");
    check("nesting", limits.nesting(), depth(steps), "Groups may nest %d deep, not %d.");
    checkFanOut(steps);
    throwIfAny(documents(steps.stream().mapToLong(Step::documents).sum()));
  }

  /**
   * Checks how many documents may be in flight.
   *
   * @throws ProblemException {@code limit-exceeded}
   */
  void checkConcurrency(long concurrency) {
    check(
        "concurrency",
        limits.maxConcurrency(),
        concurrency,
        "A batch may have %d documents in flight, not %d.");
  }

  /**
   * Checks how long a batch may take.
   *
   * @throws ProblemException {@code limit-exceeded}
   */
  void checkDeadline(long deadlineMs) {
    check("deadlineMs", limits.maxDeadlineMs(), deadlineMs, "A batch may take %d ms, not %d.");
  }

  private void checkFanOut(List<Step> steps) {
    for (var step : steps) {
      if (step instanceof Step.Group group) {
        checkFanOut(group.steps());
      } else {
        throwIfAny(fanOut(step.documents()));
      }
    }
  }

  /**
   * Checks the number of columns of a CSV answer.
   *
   * @throws ProblemException {@code limit-exceeded}
   */
  public void checkCsvColumns(long columns) {
    check(
        "csvColumns",
        limits.csvColumns(),
        columns,
        "A CSV answer may have %d columns, not %d. Name the columns with fields.");
  }

  /** Returns the problem of a step with so many documents; null if it may have them. */
  public @Nullable Problem fanOut(long documents) {
    return problem(
        "fanOut", limits.fanOut(), documents, "A step may ask for %d documents, not %d.");
  }

  /** Returns the problem of a batch with so many documents; null if it may have them. */
  public @Nullable Problem documents(long documents) {
    return problem(
        "documents", limits.documents(), documents, "A batch may ask for %d documents, not %d.");
  }

  /** Returns the problem of references that read so many documents again; null if they may. */
  public @Nullable Problem rereads(long documents) {
    return problem(
        "documents",
        limits.documents(),
        documents,
        "The references of a batch may read %d documents again, not %d.");
  }

  /** Returns the problem of an answer with so many bytes of documents; null if it may have them. */
  public @Nullable Problem answerBytes(long bytes) {
    return problem(
        "answerBytes",
        limits.answerBytes(),
        bytes,
        "An answer may have %d bytes of documents, not %d. Select fewer fields or documents.");
  }

  /**
   * Returns the problem of a document that is larger than the memory for one document.
   *
   * @param max bytes that one document may have
   */
  public static Problem documentTooLarge(long max, long bytes) {
    return exceeded(
        "answerBytes", max, bytes, "A document may have %d bytes, not %d. Select fewer fields.");
  }

  /**
   * Returns the problem of a row of CSV that needs more memory than there is for one.
   *
   * @param max bytes of memory for a row and its document
   */
  public static Problem rowTooLong(long max) {
    return exceeded(
        "answerBytes",
        max,
        max + 1,
        "A row may take %d bytes while it is cut, and this one takes more. Select fewer columns.");
  }

  private static void check(String limit, long max, long actual, String sentence) {
    throwIfAny(problem(limit, max, actual, sentence));
  }

  private static void throwIfAny(@Nullable Problem problem) {
    if (problem != null) {
      throw new ProblemException(problem);
    }
  }

  private static @Nullable Problem problem(String limit, long max, long actual, String sentence) {
    return actual > max ? exceeded(limit, max, actual, sentence) : null;
  }

  private static Problem exceeded(String limit, long max, long actual, String sentence) {
    var detail = String.format(Locale.ROOT, sentence, max, actual);
    return LimitProblems.limitExceeded(limit, max, actual, detail);
  }

  private static long count(JsonArray entries) {
    var count = (long) entries.size();
    for (var entry : entries) {
      if (entry instanceof JsonObject group) {
        count += countIn(group, "sequence") + countIn(group, "parallel");
      }
    }
    return count;
  }

  private static long countIn(JsonObject group, String name) {
    return group.getValue(name) instanceof JsonArray entries ? count(entries) : 0;
  }

  private static int depth(List<Step> steps) {
    return steps.stream()
        .mapToInt(step -> step instanceof Step.Group group ? 1 + depth(group.steps()) : 0)
        .max()
        .orElse(0);
  }
}
