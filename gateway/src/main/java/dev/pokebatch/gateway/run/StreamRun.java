package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.StreamOptions;
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
 * Steps that come line by line, however many, while they run: each is a batch of its own, with its
 * own ids and its own time, and all share what may be under way. It takes another line where a
 * document could be sent for and no step is ready to, and never holds much more than one batch may
 * be. Confined to one event loop.
 */
public final class StreamRun implements ResultSource {

  private final BatchLimits limits;
  private final StreamOptions options;
  private final LineSink sink;
  private final Pump pump;
  private final Map<BatchRun, Weight> lines = new LinkedHashMap<>();
  private long heldSteps;
  private long heldBytes;
  private long steps;
  private long read;
  private Runnable room = () -> {};

  /** What was read, once no more is. */
  private @Nullable InputSummary reading;

  /**
   * @param limits what a line may ask for, and the lines that run at once
   * @param memory that replies are counted in until the sink has taken them; the caller closes it
   */
  public StreamRun(
      Vertx vertx,
      StreamOptions options,
      BatchLimits limits,
      Dispatcher dispatcher,
      BatchMemory memory,
      LineSink sink) {
    this.limits = limits;
    this.options = options;
    this.sink = sink;
    this.pump =
        new Pump(
            vertx, limits, options.concurrency(), options.transport(), dispatcher, memory, sink);
    pump.whenCrashed(
        () -> {
          close(new InputSummary(read, null));
          running().forEach(BatchRun::abandon);
        });
  }

  /**
   * Says what to do when there may be room for another line, or none is taken any more. That comes
   * from within other things, so lines must not be added there and then.
   */
  public void whenRoom(Runnable action) {
    room = action;
    pump.whenRoom(action);
  }

  /** Whether it takes another line now. */
  public boolean wantsLine() {
    return !isClosed()
        && heldSteps < limits.steps()
        && heldBytes < limits.bodyBytes()
        && pump.hasRoom()
        && sink.wantsLines();
  }

  /** Whether lines that it has taken still run. */
  public boolean isBusy() {
    return !lines.isEmpty();
  }

  /** Whether it takes no line any more. */
  public boolean isClosed() {
    return reading != null || pump.isOver();
  }

  /**
   * Runs a line, which it wants.
   *
   * @param line its number, from 0
   * @param bytes how long it is
   */
  public void add(long line, Step step, int bytes) {
    guard(() -> addLine(line, step, bytes));
  }

  private void addLine(long line, Step step, int bytes) {
    var plan = Plan.ofLine(step, line, steps, options, limits);
    var batch = new BatchRun(plan, pump, sink, new Lines());
    var weight = new Weight(step.stepCount(), bytes);
    read = line + 1;
    steps += weight.steps;
    heldSteps += weight.steps;
    heldBytes += weight.bytes;
    lines.put(batch, weight);
    sink.add(plan);
    batch.resume();
  }

  /**
   * Tells of a line that is no step.
   *
   * @param line its number, from 0
   */
  public void refuse(long line, Problem problem) {
    guard(() -> refuseLine(line, problem));
  }

  private void refuseLine(long line, Problem problem) {
    var plan = Plan.ofUnreadable(line, steps++, options, limits);
    var leaf = (Leaf) plan.root().children().get(0);
    var now = pump.elapsedMs();
    read = line + 1;
    sink.add(plan);
    pump.hand(
        new Result(
            leaf,
            Result.STEP,
            "",
            new Outcome.Refused(problem, Effort.UNTRIED),
            new Timing(now, Double.NaN, now, "")));
    if (options.onError() == OnError.STOP) {
      stop(leaf.id());
    }
  }

  /**
   * There are no more lines.
   *
   * @param count how many there were
   */
  public void end(long count) {
    close(new InputSummary(count, null));
    guard(this::endIfSettled);
  }

  @Override
  public void resume() {
    pump.resume();
    guard(room);
  }

  @Override
  public void guard(Runnable action) {
    pump.guard(action);
  }

  /** The client has gone: calls off what is under way and falls silent. */
  public void abandon() {
    pump.silence();
    running().forEach(BatchRun::abandon);
  }

  /**
   * The gateway is about to end: no more lines are taken, and what is not there by now is called
   * off, and told to be.
   */
  public void shutDown() {
    close(new InputSummary(read, CancelledBy.SHUTDOWN));
    running().forEach(BatchRun::shutDown);
    guard(this::endIfSettled);
  }

  /** A line has failed: what runs beside it is called off, and nothing more is read. */
  private void stop(String cause) {
    close(new InputSummary(read, CancelledBy.GROUP));
    running().forEach(batch -> batch.stop(cause));
    endIfSettled();
  }

  private List<BatchRun> running() {
    return List.copyOf(lines.keySet());
  }

  private void close(InputSummary last) {
    if (!isClosed()) {
      reading = last;
      room.run();
    }
  }

  private void endIfSettled() {
    var all = reading;
    if (all != null && lines.isEmpty() && !pump.isOver()) {
      sink.read(all);
      pump.end();
    }
  }

  /** What becomes of the lines. */
  private final class Lines implements Ending {
    @Override
    public void failed(BatchRun batch) {
      stop(batch.plan().root().children().get(0).id());
    }

    @Override
    public void settled(BatchRun batch) {
      var weight = lines.remove(batch);
      if (weight != null) {
        heldSteps -= weight.steps;
        heldBytes -= weight.bytes;
      }
      endIfSettled();
      room.run();
    }
  }

  /** What a line takes while it runs. */
  private record Weight(long steps, int bytes) {}
}
