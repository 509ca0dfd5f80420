package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.run.LineSink;
import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.process.metrics.EnumCounters;
import dev.pokebatch.process.metrics.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts batches by shape and outcome, and records how long they took. Thread-safe. */
public final class BatchMeters {

  private final Map<BatchShape, EnumCounters<BatchOutcome>> ended = new EnumMap<>(BatchShape.class);
  private final Map<BatchShape, Timer> durations = new EnumMap<>(BatchShape.class);
  private final DocumentMeters documents;
  private final Timer written;

  /** Records to these metrics. */
  public BatchMeters(Metrics metrics) {
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
          metrics.timer(
              "pokebatch.batch.duration",
              "How long batches took, until the last byte was written.",
              "shape",
              shape.word()));
    }
  }

  /** Starts to measure a batch. */
  public BatchMeter begin(BatchShape shape) {
    return new BatchMeter(shape);
  }

  /** Measures one batch. Confined to its event loop. */
  public final class BatchMeter {
    private final BatchShape shape;
    private final long begunAt = System.nanoTime();
    private @Nullable Summary summary;
    private long doneAt;
    private boolean over;

    private BatchMeter(BatchShape shape) {
      this.shape = shape;
    }

    /** Returns a sink that passes everything on, and measures it. */
    public ResultSink measure(ResultSink sink) {
      return new MeteredSink<>(sink, documents, this::done);
    }

    /** Returns a sink that passes everything on, and measures it. */
    public LineSink measure(LineSink sink) {
      return new MeteredLineSink(sink, documents, this::done);
    }

    private void done(Summary all) {
      summary = all;
      doneAt = System.nanoTime();
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
      var now = System.nanoTime();
      var all = summary;
      if (all != null && complete) {
        written.record(now - doneAt, TimeUnit.NANOSECONDS);
      }
      var outcome = all == null || !complete ? BatchOutcome.CANCELLED : BatchOutcome.of(all);
      var counters = ended.get(shape);
      var duration = durations.get(shape);
      if (counters != null && duration != null) {
        counters.increment(outcome);
        duration.record(now - begunAt, TimeUnit.NANOSECONDS);
      }
    }
  }
}
