package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.run.LineSink;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.process.metrics.Durations;
import dev.pokebatch.process.metrics.EnumCounters;
import dev.pokebatch.process.metrics.Metrics;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts batches by shape and outcome, records how long they took, and knows those that have not
 * ended. Thread-safe.
 */
public final class BatchMeters {

  private final Map<BatchShape, EnumCounters<BatchOutcome>> ended = new EnumMap<>(BatchShape.class);
  private final Map<BatchShape, Durations> durations = new EnumMap<>(BatchShape.class);
  private final DocumentMeters documents;
  private final Durations written;
  private final SlowBatchLog slowBatches;
  private final Set<BatchMeter> inFlight = ConcurrentHashMap.newKeySet();

  /**
   * Records to these metrics.
   *
   * @param slow how long a batch may take before it is logged; 0 to log none
   */
  public BatchMeters(Metrics metrics, Duration slow) {
    slowBatches = new SlowBatchLog(slow.toNanos());
    documents = new DocumentMeters(metrics);
    written = DocumentMeters.stage(metrics, "written");
    for (var shape : BatchShape.values()) {
      ended.put(
          shape,
          new EnumCounters<>(
              BatchOutcome.class,
              outcome ->
                  metrics.counter(
                      "pokebatch.batches",
                      "Batches that have ended, by shape and outcome.",
                      "shape",
                      shape.word(),
                      "outcome",
                      outcome.word())));
      durations.put(
          shape,
          metrics.durations(
              "pokebatch.batch.duration",
              "How long batches took, until the last byte was written.",
              "shape",
              shape.word()));
    }
  }

  /**
   * Starts to measure a batch.
   *
   * @param id the request's id, or the job's
   * @param memory the memory of its answer
   */
  public BatchMeter begin(BatchShape shape, String id, BatchMemory memory) {
    var meter = new BatchMeter(shape, id, memory);
    inFlight.add(meter);
    return meter;
  }

  /** Returns the batches that have not ended, the oldest first. */
  public List<InFlightBatch> inFlight() {
    return inFlight.stream()
        .map(BatchMeter::view)
        .sorted(Comparator.comparingDouble(InFlightBatch::ageMs).reversed())
        .toList();
  }

  /** Measures one batch. Confined to its event loop, apart from {@link #view}. */
  public final class BatchMeter {
    private final BatchShape shape;
    private final String id;
    private final BatchMemory memory;
    private final long begunAt = System.nanoTime();
    private final @Nullable SlowestDocuments slowest;
    private final LongAdder results = new LongAdder();
    private volatile @Nullable Summary summary;
    private long doneAt;
    private boolean over;

    private BatchMeter(BatchShape shape, String id, BatchMemory memory) {
      this.shape = shape;
      this.id = id;
      this.memory = memory;
      this.slowest = slowBatches.watches(shape) ? new SlowestDocuments() : null;
    }

    /** Returns a sink that passes everything on, and measures it. */
    public ResultSink measure(ResultSink sink) {
      return new MeteredSink<>(sink, this::add, this::done);
    }

    /** Returns a sink that passes everything on, and measures it. */
    public LineSink measure(LineSink sink) {
      return new MeteredLineSink(sink, this::add, this::done);
    }

    private void add(Result result) {
      documents.add(result);
      results.increment();
      if (slowest != null) {
        slowest.add(result);
      }
    }

    private void done(Summary all) {
      doneAt = System.nanoTime();
      summary = all;
    }

    /** What another thread sees of it: a number may be a moment old. */
    private InFlightBatch view() {
      var ageMs = (System.nanoTime() - begunAt) / 1_000_000;
      var stage = summary == null ? "running" : "writing";
      return new InFlightBatch(id, shape.word(), stage, ageMs, results.sum(), memory.used());
    }

    /**
     * Ends the batch; later calls do nothing.
     *
     * @param complete whether its answer was written to the end
     */
    public void end(boolean complete) {
      if (over) {
        return;
      }
      over = true;
      inFlight.remove(this);
      var now = System.nanoTime();
      var all = summary;
      if (all != null && complete) {
        written.record(now - doneAt);
      }
      if (all != null && slowest != null) {
        slowBatches.ended(all, now - begunAt, now - doneAt, slowest);
      }
      var outcome = all == null || !complete ? BatchOutcome.CANCELLED : BatchOutcome.of(all);
      var counters = ended.get(shape);
      var duration = durations.get(shape);
      if (counters != null && duration != null) {
        counters.increment(outcome);
        duration.record(now - begunAt);
      }
    }
  }
}
