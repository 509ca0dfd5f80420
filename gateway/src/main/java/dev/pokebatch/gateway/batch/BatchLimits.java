package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * How much one batch may ask for.
 *
 * @param steps steps of a batch, those of its groups and the groups themselves included
 * @param nesting how deep groups may nest
 * @param documents documents of a batch
 * @param fanOut documents of one step
 * @param expandDepth how deep documents may stand in documents, where links are followed
 * @param referenceBytes bytes of the bodies that one reference reads
 * @param referenceWork nodes that all references of a batch may visit, or eight bytes read for each
 * @param csvColumns columns of a CSV answer, not counting the gateway's own
 * @param bodyBytes bytes of the request's body, where it is read as a whole
 * @param lineBytes bytes of a line, where the body is a stream of steps
 * @param maxConcurrency documents of a batch in flight at once
 * @param defaultConcurrency the same, where a client does not say
 * @param maxDeadlineMs milliseconds that a batch may take
 * @param defaultDeadlineMs the same, where a client does not say
 * @param answerBytes bytes of the documents of an answer; a request that is a stream of steps has
 *     no such limit, for its client reads at its own pace and sends nothing more meanwhile
 * @param jsonDepth how deep objects and arrays of the body may nest; the reader recurses as deep
 */
public record BatchLimits(
    int steps,
    int nesting,
    int documents,
    int fanOut,
    int expandDepth,
    int referenceBytes,
    long referenceWork,
    int csvColumns,
    int bodyBytes,
    int lineBytes,
    int maxConcurrency,
    int defaultConcurrency,
    long maxDeadlineMs,
    long defaultDeadlineMs,
    long answerBytes,
    int jsonDepth) {

  private static final int DEEPEST = 512;
  private static final String STEPS = "A batch may have %d steps, not %d.";
  private static final String FAN_OUT = "A step may ask for %d documents, not %d.";
  private static final String DOCUMENTS = "A batch may ask for %d documents, not %d.";

  /**
   * @throws IllegalArgumentException for a limit below 1, a default above its maximum, or a depth
   *     that a thread's stack might not bear
   */
  public BatchLimits {
    atLeastOne("steps", steps);
    atLeastOne("nesting", nesting);
    atLeastOne("documents", documents);
    atLeastOne("fanOut", fanOut);
    atLeastOne("expandDepth", expandDepth);
    atLeastOne("referenceBytes", referenceBytes);
    atLeastOne("referenceWork", referenceWork);
    atLeastOne("csvColumns", csvColumns);
    atLeastOne("bodyBytes", bodyBytes);
    atLeastOne("lineBytes", lineBytes);
    atLeastOne("defaultConcurrency", defaultConcurrency);
    atLeastOne("defaultDeadlineMs", defaultDeadlineMs);
    atLeastOne("answerBytes", answerBytes);
    atLeastOne("jsonDepth", jsonDepth);
    atMost("defaultConcurrency", defaultConcurrency, maxConcurrency);
    atMost("defaultDeadlineMs", defaultDeadlineMs, maxDeadlineMs);
    atMost("jsonDepth", jsonDepth, DEEPEST);
  }

  /**
   * 1,000 steps, groups 8 deep, 5,000 documents, links 4 deep, references to 2 MiB and 3,000,000
   * nodes, 256 columns, 1 MiB in lines of 64 KiB, 32 of at most 256 at once, 15 of at most 60
   * seconds, answers of 256 MiB.
   */
  public static BatchLimits defaults() {
    return new BatchLimits(
        1_000, 8, 5_000, 5_000, 4, 2 << 20, 3_000_000, 256, 1 << 20, 1 << 16, 256, 32, 60_000,
        15_000, 256 << 20, 64);
  }

  /** The same for each line of a stream of steps, which is of however many documents. */
  public BatchLimits ofLines() {
    return with(Integer.MAX_VALUE, maxDeadlineMs, defaultDeadlineMs);
  }

  /**
   * The same for a batch that nobody waits for.
   *
   * @param most documents of such a batch
   * @param deadline milliseconds that it may take, and takes where a client does not say
   */
  public BatchLimits ofJobs(int most, long deadline) {
    return with(most, deadline, deadline);
  }

  /** Neither is one answer: a job's results are stored, and read part by part. */
  private BatchLimits with(int most, long deadline, long usualDeadline) {
    return new BatchLimits(
        steps,
        nesting,
        most,
        fanOut,
        expandDepth,
        referenceBytes,
        referenceWork,
        csvColumns,
        bodyBytes,
        lineBytes,
        maxConcurrency,
        defaultConcurrency,
        deadline,
        usualDeadline,
        Long.MAX_VALUE,
        jsonDepth);
  }

  /**
   * Counts steps, those of groups included, before anything else is known of them.
   *
   * @throws ProblemException {@code limit-exceeded} where there are too many
   */
  void checkSteps(JsonArray entries) {
    within("steps", steps, count(entries), STEPS);
  }

  /**
   * Holds what a client asks for against the limits, one after the other.
   *
   * @throws ProblemException {@code limit-exceeded} for the first that is exceeded
   */
  void check(List<Step> asked, long concurrency, long deadlineMs) {
    within("steps", steps, count(asked), STEPS);
    within("nesting", nesting, depth(asked), "Groups may nest %d deep, not %d.");
    checkFanOut(asked);
    var all = asked.stream().mapToLong(Step::documents).sum();
    within("documents", documents, all, DOCUMENTS);
    within(
        "concurrency",
        maxConcurrency,
        concurrency,
        "A batch may have %d documents in flight, not %d.");
    within("deadlineMs", maxDeadlineMs, deadlineMs, "A batch may take %d ms, not %d.");
  }

  /**
   * Checks how many columns a CSV answer has.
   *
   * @throws ProblemException {@code limit-exceeded}
   */
  public void checkCsvColumns(long columns) {
    within("csvColumns", csvColumns, columns, "A CSV answer may have %d columns, not %d.");
  }

  /** Each by the name that a problem gives it, and the defaults where a client does not say. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("steps", steps)
        .put("nesting", nesting)
        .put("documents", documents)
        .put("fanOut", fanOut)
        .put("expandDepth", expandDepth)
        .put("referenceBytes", referenceBytes)
        .put("referenceWork", referenceWork)
        .put("csvColumns", csvColumns)
        .put("bodyBytes", bodyBytes)
        .put("lineBytes", lineBytes)
        .put("concurrency", maxConcurrency)
        .put("deadlineMs", maxDeadlineMs)
        .put("answerBytes", answerBytes)
        .put(
            "defaults",
            new JsonObject()
                .put("concurrency", defaultConcurrency)
                .put("deadlineMs", defaultDeadlineMs));
  }

  /**
   * The problem of a batch that turns out to ask for more than it may.
   *
   * @param limit {@code fanOut} or {@code documents}
   */
  public Problem exceeded(String limit, long max, long actual) {
    var words = limit.equals("fanOut") ? FAN_OUT : DOCUMENTS;
    return LimitProblems.limitExceeded(
        limit, max, actual, String.format(Locale.ROOT, words, max, actual));
  }

  /** The problem of a batch whose references read more documents again than it may ask for. */
  public Problem readTooOften(long actual) {
    var words =
        String.format(
            Locale.ROOT, "References may read %d documents again, not %d.", documents, actual);
    return LimitProblems.limitExceeded("documents", documents, actual, words);
  }

  /** The problem of documents that an answer has no room for. */
  public Problem answerTooLong(long actual) {
    var words =
        String.format(
            Locale.ROOT, "An answer may have %d bytes of documents, not %d.", answerBytes, actual);
    return LimitProblems.limitExceeded("answerBytes", answerBytes, actual, words);
  }

  /**
   * The problem of a document that is larger than what is held at once.
   *
   * @param most bytes that one may have
   */
  public Problem documentTooLong(long most, long actual) {
    var words = String.format(Locale.ROOT, "A document may have %d bytes, not %d.", most, actual);
    return LimitProblems.limitExceeded("answerBytes", most, actual, words);
  }

  private void checkFanOut(List<Step> asked) {
    for (var step : asked) {
      if (step instanceof Step.Group group) {
        checkFanOut(group.steps());
      } else {
        within("fanOut", fanOut, step.documents(), FAN_OUT);
      }
    }
  }

  private static long count(List<Step> asked) {
    return asked.stream().mapToLong(Step::stepCount).sum();
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
    return group.getValue(name) instanceof JsonArray steps ? count(steps) : 0;
  }

  private static int depth(List<Step> asked) {
    return asked.stream()
        .mapToInt(step -> step instanceof Step.Group group ? 1 + depth(group.steps()) : 0)
        .max()
        .orElse(0);
  }

  private static void within(String limit, long max, long actual, String words) {
    if (actual > max) {
      var detail = String.format(Locale.ROOT, words, max, actual);
      throw new ProblemException(LimitProblems.limitExceeded(limit, max, actual, detail));
    }
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
  }

  private static void atMost(String name, long value, long max) {
    if (value > max) {
      throw new IllegalArgumentException(name + " must be at most " + max + ": " + value);
    }
  }
}
