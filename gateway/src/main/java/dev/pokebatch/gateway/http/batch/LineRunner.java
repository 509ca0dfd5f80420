package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.batch.StepLine;
import dev.pokebatch.gateway.batch.StepLineReader;
import dev.pokebatch.gateway.dispatch.EventLoopTurns;
import dev.pokebatch.gateway.http.admission.OnDemandPermit;
import dev.pokebatch.gateway.http.body.BodyReader;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.run.StreamRun;
import io.vertx.core.Context;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps in the lines of a request body. Reads a line only when it can run, so that a
 * client can send only as fast as its steps run and it reads its answer. Confined to one event
 * loop.
 */
final class LineRunner {

  /** How long it reads before other clients of the event loop take their turn. */
  private static final long SLICE_NANOS = 2_000_000;

  private final Context context;
  private final LineSource lines;
  private final StepLineReader reader;
  private final StreamRun run;
  private final EventLoopTurns turns;
  private final OnDemandPermit permit;
  private final Consumer<Problem> fail;

  /** A line that has been read and waits for a permit to run. */
  private @Nullable StepLine waiting;

  private boolean awake;
  private boolean closed;

  /**
   * @param turns the turns of the event loop
   * @param permits creates the permit to run lines; its argument is called when an awaited permit
   *     is granted
   * @param fail answers a damaged body with a problem, or truncates the answer if its head has been
   *     written
   */
  LineRunner(
      Context context,
      LineSource lines,
      StepLineReader reader,
      StreamRun run,
      EventLoopTurns turns,
      Function<Runnable, OnDemandPermit> permits,
      Consumer<Problem> fail) {
    this.context = context;
    this.lines = lines;
    this.reader = reader;
    this.run = run;
    this.turns = turns;
    this.permit = permits.apply(this::wake);
    this.fail = fail;
  }

  /** Begins reading. */
  void begin() {
    run.whenRoom(this::wake);
    lines.begin(this::wake, this::idle);
    wake();
  }

  /** Ends after the answer: nothing more is run, and the rest of the body is discarded. */
  void drain() {
    close();
    lines.drain(context);
  }

  /** Stops reading: the answer has ended, or the client has disconnected. */
  void close() {
    closed = true;
    waiting = null;
    permit.release();
    lines.close();
  }

  /**
   * Whether lines are running or waiting for a permit; otherwise the stream waits for the client.
   */
  boolean isWorking() {
    return run.isBusy() || permit.isWaiting();
  }

  private void wake() {
    if (!awake) {
      awake = true;
      turns.take(context.owner(), this, () -> run.guard(this::read));
    }
  }

  private void read() {
    awake = false;
    readLines();
    if (!isWorking()) {
      permit.release();
    }
  }

  private void readLines() {
    var startedAt = System.nanoTime();
    while (!closed && run.wantsLine()) {
      if (System.nanoTime() - startedAt > SLICE_NANOS) {
        wake();
        return;
      }
      var line = waiting == null ? lines.next() : waiting;
      if (line != null) {
        waiting = permit.tryAcquire() ? null : line;
        if (waiting != null) {
          return;
        }
        run(line);
      } else if (lines.isOver()) {
        run.end(lines.count());
      } else if (!decodeMore()) {
        return;
      }
    }
  }

  /** Decodes more of the body; returns whether there may be another line now. */
  private boolean decodeMore() {
    try {
      return lines.decodeMore();
    } catch (ProblemException damaged) {
      close();
      fail.accept(damaged.problem());
      return false;
    }
  }

  private void run(StepLine line) {
    try {
      run.add(line.number(), reader.read(line), line.bytes());
    } catch (RuntimeException refused) {
      run.refuse(line.number(), Problems.of(refused));
    }
  }

  /**
   * The client has sent nothing for too long; that is its fault unless it waits for the gateway.
   */
  private void idle() {
    if (isWorking()) {
      lines.restartTimer();
    } else {
      close();
      fail.accept(BodyReader.TOO_SLOW);
    }
  }
}
