package dev.pokebatch.gateway.batch;

/** Builds {@link BatchLimits} from other ones; each method sets the limit of its name. */
public final class BatchLimitsBuilder {

  private int steps;
  private int nesting;
  private int documents;
  private int fanOut;
  private int expandDepth;
  private int referenceBytes;
  private long referenceWork;
  private long batchShapeWork;
  private int csvColumns;
  private int bodyBytes;
  private int lineBytes;
  private int maxConcurrency;
  private int defaultConcurrency;
  private long maxDeadlineMs;
  private long defaultDeadlineMs;
  private long answerBytes;
  private boolean cacheReload;
  private int jsonDepth;

  BatchLimitsBuilder(BatchLimits limits) {
    this.steps = limits.steps();
    this.nesting = limits.nesting();
    this.documents = limits.documents();
    this.fanOut = limits.fanOut();
    this.expandDepth = limits.expandDepth();
    this.referenceBytes = limits.referenceBytes();
    this.referenceWork = limits.referenceWork();
    this.batchShapeWork = limits.batchShapeWork();
    this.csvColumns = limits.csvColumns();
    this.bodyBytes = limits.bodyBytes();
    this.lineBytes = limits.lineBytes();
    this.maxConcurrency = limits.maxConcurrency();
    this.defaultConcurrency = limits.defaultConcurrency();
    this.maxDeadlineMs = limits.maxDeadlineMs();
    this.defaultDeadlineMs = limits.defaultDeadlineMs();
    this.answerBytes = limits.answerBytes();
    this.cacheReload = limits.cacheReload();
    this.jsonDepth = limits.jsonDepth();
  }

  /**
   * Returns the limits.
   *
   * @throws IllegalArgumentException as {@link BatchLimits} does
   */
  public BatchLimits build() {
    return new BatchLimits(
        steps,
        nesting,
        documents,
        fanOut,
        expandDepth,
        referenceBytes,
        referenceWork,
        batchShapeWork,
        csvColumns,
        bodyBytes,
        lineBytes,
        maxConcurrency,
        defaultConcurrency,
        maxDeadlineMs,
        defaultDeadlineMs,
        answerBytes,
        cacheReload,
        jsonDepth);
  }

  /** Sets {@link BatchLimits#steps}. */
  public BatchLimitsBuilder steps(int value) {
    this.steps = value;
    return this;
  }

  /** Sets {@link BatchLimits#nesting}. */
  public BatchLimitsBuilder nesting(int value) {
    this.nesting = value;
    return this;
  }

  /** Sets {@link BatchLimits#documents}. */
  public BatchLimitsBuilder documents(int value) {
    this.documents = value;
    return this;
  }

  /** Sets {@link BatchLimits#fanOut}. */
  public BatchLimitsBuilder fanOut(int value) {
    this.fanOut = value;
    return this;
  }

  /** Sets {@link BatchLimits#expandDepth}. */
  public BatchLimitsBuilder expandDepth(int value) {
    this.expandDepth = value;
    return this;
  }

  /** Sets {@link BatchLimits#referenceBytes}. */
  public BatchLimitsBuilder referenceBytes(int value) {
    this.referenceBytes = value;
    return this;
  }

  /** Sets {@link BatchLimits#referenceWork}. */
  public BatchLimitsBuilder referenceWork(long value) {
    this.referenceWork = value;
    return this;
  }

  /** Sets {@link BatchLimits#batchShapeWork}. */
  public BatchLimitsBuilder batchShapeWork(long value) {
    this.batchShapeWork = value;
    return this;
  }

  /** Sets {@link BatchLimits#csvColumns}. */
  public BatchLimitsBuilder csvColumns(int value) {
    this.csvColumns = value;
    return this;
  }

  /** Sets {@link BatchLimits#bodyBytes}. */
  public BatchLimitsBuilder bodyBytes(int value) {
    this.bodyBytes = value;
    return this;
  }

  /** Sets {@link BatchLimits#lineBytes}. */
  public BatchLimitsBuilder lineBytes(int value) {
    this.lineBytes = value;
    return this;
  }

  /** Sets {@link BatchLimits#maxConcurrency}. */
  public BatchLimitsBuilder maxConcurrency(int value) {
    this.maxConcurrency = value;
    return this;
  }

  /** Sets {@link BatchLimits#defaultConcurrency}. */
  public BatchLimitsBuilder defaultConcurrency(int value) {
    this.defaultConcurrency = value;
    return this;
  }

  /** Sets {@link BatchLimits#maxDeadlineMs}. */
  public BatchLimitsBuilder maxDeadlineMs(long value) {
    this.maxDeadlineMs = value;
    return this;
  }

  /** Sets {@link BatchLimits#defaultDeadlineMs}. */
  public BatchLimitsBuilder defaultDeadlineMs(long value) {
    this.defaultDeadlineMs = value;
    return this;
  }

  /** Sets {@link BatchLimits#cacheReload}. */
  public BatchLimitsBuilder cacheReload(boolean value) {
    this.cacheReload = value;
    return this;
  }

  /** Sets {@link BatchLimits#answerBytes}. */
  public BatchLimitsBuilder answerBytes(long value) {
    this.answerBytes = value;
    return this;
  }

  /** Sets {@link BatchLimits#jsonDepth}. */
  public BatchLimitsBuilder jsonDepth(int value) {
    this.jsonDepth = value;
    return this;
  }
}
