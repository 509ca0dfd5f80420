package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.shape.Shape;
import io.vertx.core.json.JsonObject;

/**
 * The limits of one batch; each component is a maximum, unless it says otherwise. {@link
 * LimitChecks} compares requests with them.
 *
 * @param steps steps of a batch; groups and the steps in them count
 * @param nesting levels of groups within groups
 * @param documents documents of a batch
 * @param fanOut documents of one step
 * @param expandDepth levels of documents within a document, where links are expanded
 * @param referenceBytes bytes of the documents that one reference reads
 * @param referenceWork nodes that all references of a batch may visit together; eight bytes that
 *     they parse count as one node
 * @param batchShapeWork nodes that all shapes of a batch may visit together, counted as those of
 *     one shape
 * @param csvColumns columns of a CSV answer, without the gateway's own columns
 * @param bodyBytes bytes of the request body of a batch
 * @param lineBytes bytes of one line of a stream of steps
 * @param maxConcurrency documents of a batch in flight at the same time
 * @param defaultConcurrency the concurrency of requests that do not choose one
 * @param maxDeadlineMs milliseconds that a batch may take
 * @param defaultDeadlineMs the time limit of requests that do not choose one, in milliseconds
 * @param answerBytes bytes of the documents in an answer; does not apply to streams of steps, whose
 *     input is read only as fast as the client reads the output
 * @param cacheReload whether a batch may request cached documents again, with {@code cache: reload}
 * @param jsonDepth levels of objects and arrays in a body; the JSON reader recurses once for each
 *     level
 */
public record BatchLimits(
    int steps,
    int nesting,
    int documents,
    int fanOut,
    int expandDepth,
    int referenceBytes,
    long referenceWork,
    long batchShapeWork,
    int csvColumns,
    int bodyBytes,
    int lineBytes,
    int maxConcurrency,
    int defaultConcurrency,
    long maxDeadlineMs,
    long defaultDeadlineMs,
    long answerBytes,
    boolean cacheReload,
    int jsonDepth) {

  /** Deeper recursion might overflow a thread's stack. */
  private static final int DEEPEST_JSON = 512;

  /**
   * @throws IllegalArgumentException if a limit is below 1, a default exceeds its maximum, or
   *     {@code jsonDepth} might overflow a thread's stack
   */
  public BatchLimits {
    atLeastOne("steps", steps);
    atLeastOne("nesting", nesting);
    atLeastOne("documents", documents);
    atLeastOne("fanOut", fanOut);
    atLeastOne("expandDepth", expandDepth);
    atLeastOne("referenceBytes", referenceBytes);
    atLeastOne("referenceWork", referenceWork);
    atLeastOne("batchShapeWork", batchShapeWork);
    atLeastOne("csvColumns", csvColumns);
    atLeastOne("bodyBytes", bodyBytes);
    atLeastOne("lineBytes", lineBytes);
    atLeastOne("defaultConcurrency", defaultConcurrency);
    atLeastOne("defaultDeadlineMs", defaultDeadlineMs);
    atLeastOne("answerBytes", answerBytes);
    atLeastOne("jsonDepth", jsonDepth);
    atMost("defaultConcurrency", defaultConcurrency, maxConcurrency);
    atMost("defaultDeadlineMs", defaultDeadlineMs, maxDeadlineMs);
    atMost("jsonDepth", jsonDepth, DEEPEST_JSON);
  }

  /**
   * Returns the default limits: 1,000 steps, 8 levels of groups, 5,000 documents, 4 levels of
   * links, references to 2 MiB and 3,000,000 nodes, shapes that visit 300,000,000 nodes, 256 CSV
   * columns, bodies of 1 MiB, lines of 64 KiB, 32 of at most 256 documents in flight, 15 of at most
   * 60 seconds, answers of 256 MiB.
   */
  public static BatchLimits defaults() {
    return new BatchLimits(
        1_000,
        8,
        5_000,
        5_000,
        4,
        2 << 20,
        3_000_000,
        300_000_000,
        256,
        1 << 20,
        1 << 16,
        256,
        32,
        60_000,
        15_000,
        256 << 20,
        false,
        64);
  }

  /** Returns a builder that starts with these limits. */
  public BatchLimitsBuilder toBuilder() {
    return new BatchLimitsBuilder(this);
  }

  /** Returns the limits of one line of a stream of steps: documents and answer are unlimited. */
  public BatchLimits ofLines() {
    return toBuilder().documents(Integer.MAX_VALUE).answerBytes(Long.MAX_VALUE).build();
  }

  /**
   * Returns the limits of a job. The answer is unlimited, because the results of a job are stored,
   * and clients read them in parts. Shapes may do as much more work as a job may have more
   * documents.
   *
   * @param most documents of a job
   * @param deadlineMs milliseconds that a job may take, also if its request does not say
   */
  public BatchLimits ofJobs(int most, long deadlineMs) {
    var perDocument = (double) batchShapeWork / documents;
    return toBuilder()
        .documents(most)
        .batchShapeWork(Math.max(batchShapeWork, (long) (perDocument * most)))
        .maxDeadlineMs(deadlineMs)
        .defaultDeadlineMs(deadlineMs)
        .answerBytes(Long.MAX_VALUE)
        .build();
  }

  /** Returns the limits for reading a batch again that was accepted under earlier settings. */
  public BatchLimits ofAccepted() {
    return toBuilder().cacheReload(true).build();
  }

  /** Returns the answer of {@code GET /v1/limits}, with the names that problems use. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("steps", steps)
        .put("nesting", nesting)
        .put("documents", documents)
        .put("fanOut", fanOut)
        .put("expandDepth", expandDepth)
        .put("referenceBytes", referenceBytes)
        .put("referenceWork", referenceWork)
        .put("shapeWork", Shape.MAX_WORK)
        .put("batchShapeWork", batchShapeWork)
        .put("csvColumns", csvColumns)
        .put("bodyBytes", bodyBytes)
        .put("lineBytes", lineBytes)
        .put("concurrency", maxConcurrency)
        .put("deadlineMs", maxDeadlineMs)
        .put("answerBytes", answerBytes)
        .put("cacheReload", cacheReload)
        .put(
            "defaults",
            new JsonObject()
                .put("concurrency", defaultConcurrency)
                .put("deadlineMs", defaultDeadlineMs));
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
