package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.Problem;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a stream of steps of any length. Each line is a batch of its own, with its own ids and
 * deadline; all lines share one {@link Pump}. Another line is read when a document could be fetched
 * but no step has one. The lines that run together are limited like one batch. Confined to one
 * event loop.
 */
public final class StreamRun implements ResultSource {

  private final BatchLimits limits;
  private final OptionValues options;
  private final LineSink sink;
  private final RunContext context;
  private final Pump pump;
  private final Map<BatchRun, Weight> lines = new LinkedHashMap<>();
  private long runningSteps;
  private long runningBytes;
  private long steps;
  private long read;
  private Runnable onRoom = () -> {};

  /** Null while lines may still be read. */
  private @Nullable InputSummary input;

  /**
   * @param limits the limits of one line, and of all lines that run together
   * @param memory reserved for replies until the sink has taken them; the caller closes it
   */
  public StreamRun(
      Vertx vertx,
      OptionValues options,
      BatchLimits limits,
      Dispatcher dispatcher,
      BatchMemory memory,
      LineSink sink) {
    this.limits = limits;
    this.options = options;
    this.sink = sink;
    this.context = new RunContext(vertx, dispatcher, sink, System::nanoTime);
    this.pump = new Pump(context, limits, options, memory, sink);
    context
        .guard()
        .whenCrashed(
            () -> {
              close(new InputSummary(read, null));
              running().forEach(BatchRun::abandon);
            });
  }

  /**
   * Sets what is called when there may be room for another line, or when no more lines are taken.
   * The callback must not add lines itself, but later, because this object's state may be changing.
   */
  public void whenRoom(Runnable action) {
    onRoom = action;
    pump.whenRoom(action);
  }

  /** Returns whether it takes another line now. */
  public boolean wantsLine() {
    return !isClosed()
        && (lines.isEmpty() || options.get(OptionTable.MODE) == Mode.PARALLEL)
        && runningSteps < limits.steps()
        && runningBytes < limits.bodyBytes()
        && pump.hasRoom()
        && sink.wantsLines();
  }

  /** Returns whether lines are running. */
  public boolean isBusy() {
    return !lines.isEmpty();
  }

  /** Returns whether it takes no more lines. */
  public boolean isClosed() {
    return input != null || pump.isOver();
  }

  /**
   * Runs a line. {@link #wantsLine} must have returned true.
   *
   * @param line the line's number, from 0
   * @param bytes the line's length
   */
  public void add(long line, Step step, int bytes) {
    guard(() -> addLine(line, step, bytes));
  }

  private void addLine(long line, Step step, int bytes) {
    var plan = Plan.ofLine(step, line, steps, options, limits);
    var batch = new BatchRun(plan, pump, sink, new LineListener());
    var weight = new Weight(step.stepCount(), bytes);
    read = line + 1;
    steps += weight.steps;
    runningSteps += weight.steps;
    runningBytes += weight.bytes;
    lines.put(batch, weight);
    sink.add(plan);
    batch.resume();
  }

  /**
   * Reports a line that is not a step.
   *
   * @param line the line's number, from 0
   * @param problem what is wrong with it
   */
  public void refuse(long line, Problem problem) {
    guard(() -> refuseLine(line, problem));
  }

  private void refuseLine(long line, Problem problem) {
    var plan = Plan.ofUnreadable(line, steps++, options, limits);
    var leaf = (Leaf) plan.root().children().get(0);
    var now = context.elapsedMs();
    read = line + 1;
    sink.add(plan);
    pump.deliver(
        new Result(
            leaf,
            Result.STEP,
            "",
            new Outcome.Refused(problem, Effort.UNTRIED),
            new Timing(now, Double.NaN, now, "")));
    if (options.get(OptionTable.ON_ERROR) == OnError.STOP) {
      stop(leaf.id());
    }
  }

  /**
   * Ends the input.
   *
   * @param count the number of lines
   */
  public void end(long count) {
    close(new InputSummary(count, null));
    guard(this::endIfDone);
  }

  @Override
  public void resume() {
    pump.resume();
    guard(onRoom);
  }

  @Override
  public void guard(Runnable action) {
    context.guarded(action);
  }

  /** Cancels everything in flight and calls the sink no more, because the client has gone. */
  public void abandon() {
    context.guard().silence();
    running().forEach(BatchRun::abandon);
  }

  /**
   * Takes no more lines and cancels what has not ended, because the gateway shuts down; the sink
   * gets those results.
   */
  public void shutDown() {
    close(new InputSummary(read, CancelledBy.SHUTDOWN));
    running().forEach(BatchRun::shutDown);
    guard(this::endIfDone);
  }

  /** Stops all lines and the input, because a line failed. */
  private void stop(String cause) {
    close(new InputSummary(read, CancelledBy.GROUP));
    running().forEach(batch -> batch.stop(cause));
    endIfDone();
  }

  private List<BatchRun> running() {
    return List.copyOf(lines.keySet());
  }

  /** Returns the summary of the results so far. */
  public Summary summary() {
    return pump.summary();
  }

  private void close(InputSummary summary) {
    if (!isClosed()) {
      input = summary;
      onRoom.run();
    }
  }

  private void endIfDone() {
    var all = input;
    if (all != null && lines.isEmpty() && !pump.isOver()) {
      sink.read(all);
      pump.end();
    }
  }

  private final class LineListener implements BatchRun.BatchListener {
    @Override
    public void failed(BatchRun batch) {
      stop(batch.plan().root().children().get(0).id());
    }

    @Override
    public void ended(BatchRun batch) {
      var weight = lines.remove(batch);
      if (weight != null) {
        runningSteps -= weight.steps;
        runningBytes -= weight.bytes;
      }
      endIfDone();
      onRoom.run();
    }
  }

  /** The share of a running line in the limits. */
  private record Weight(long steps, int bytes) {}
}
