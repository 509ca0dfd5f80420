package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.batch.LineSplitter;
import dev.pokebatch.gateway.batch.StepLine;
import dev.pokebatch.gateway.batch.StepLineReader;
import dev.pokebatch.gateway.dispatch.EventLoopTurns;
import dev.pokebatch.gateway.http.admission.OnDemandPermit;
import dev.pokebatch.gateway.http.admission.RequestMemory;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.body.BodyDecoder;
import dev.pokebatch.gateway.http.body.BodyReader;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.run.StreamRun;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a request body on demand, so that a client can send only as fast as its steps
 * run and it reads its answer. Confined to one event loop.
 */
final class LineSource {

  /** How long it reads before other clients of the event loop take their turn. */
  private static final long SLICE_NANOS = 2_000_000;

  /** How long the rest of a body is discarded, so that its client can read the answer. */
  private static final long LINGER_MS = 1_000;

  private static final long NO_ERROR = 0; // RFC 9113, section 7

  private final Context context;
  private final HttpServerRequest request;
  private final BodyDecoder decoding;
  private final LineSplitter lines;
  private final StepLineReader reader;
  private final StreamRun run;
  private final Resources resources;
  private final OnDemandPermit permit;
  private final Consumer<Problem> fail;

  /** A line that has been read and waits for a permit to run. */
  private @Nullable StepLine waiting;

  /** Watches how long the client sends nothing, while more is requested of it. */
  private SlowRequestDetector.@Nullable Watch idleTimer;

  private boolean requested;
  private boolean ended;
  private boolean awake;
  private boolean closed;

  /**
   * @param resources the stream's part of shared resources
   * @param fail answers a damaged body with a problem, or truncates the answer if its head has been
   *     written
   */
  LineSource(
      Context context,
      HttpServerRequest request,
      LineSplitter lines,
      StepLineReader reader,
      StreamRun run,
      Resources resources,
      Consumer<Problem> fail) {
    this.context = context;
    this.request = request;
    this.decoding = BodyDecoder.of(request);
    this.lines = lines;
    this.reader = reader;
    this.run = run;
    this.resources = resources;
    this.permit = resources.permits.apply(this::wake);
    this.fail = fail;
  }

  /** Begins reading. */
  void begin() {
    run.whenRoom(this::wake);
    request
        .handler(
            bytes -> {
              received();
              decoding.feed(bytes);
              wake();
            })
        .endHandler(
            end -> {
              received();
              ended = true;
              wake();
            })
        .pause();
    wake();
  }

  /**
   * Discards the rest of the body for a while after the answer has ended. If the connection was
   * closed at once, its client might lose the answer (RFC 9112, section 9.6).
   */
  void drain() {
    close();
    if (request.isEnded()) {
      return;
    }
    request.handler(bytes -> {}).resume();
    context
        .owner()
        .setTimer(
            LINGER_MS,
            id -> {
              if (request.isEnded()) {
                return;
              }
              if (request.version() == HttpVersion.HTTP_2) {
                request.response().reset(NO_ERROR);
              } else {
                request.connection().close();
              }
            });
  }

  /** Stops reading: the answer has ended, or the client has disconnected. */
  void close() {
    closed = true;
    waiting = null;
    received();
    permit.release();
    resources.memory.close();
    decoding.close();
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
      resources.turns.take(context.owner(), this, () -> run.guard(this::read));
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
      var piece = decoding.next();
      if (piece != null) {
        lines.feed(piece);
      } else if (!ended) {
        return requestMore();
      } else {
        decoding.end();
        lines.end();
      }
      return true;
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

  /** Requests more bytes; returns false, because they arrive later. */
  private boolean requestMore() {
    if (requested) {
      return false;
    }
    if (!resources.memory.resize(lines.partialBytes())) {
      throw new ProblemException(BodyReader.noMemory());
    }
    requested = true;
    idleTimer = resources.idleTimers.apply(this::idle);
    request.fetch(1);
    return false;
  }

  private void received() {
    requested = false;
    if (idleTimer != null) {
      idleTimer.end();
      idleTimer = null;
    }
  }

  /**
   * Fails a stream whose client has sent nothing for too long, unless the client waits for the
   * gateway.
   */
  private void idle() {
    if (isWorking()) {
      idleTimer = resources.idleTimers.apply(this::idle);
    } else {
      close();
      fail.accept(BodyReader.TOO_SLOW);
    }
  }

  /**
   * A stream's part of the resources that all clients share.
   *
   * @param turns the turns of the event loop
   * @param permits creates the permit to run lines; its argument is called when an awaited permit
   *     is granted
   * @param idleTimers watches how long the client sends nothing; its argument is called when that
   *     is too long
   * @param memory the memory of a line whose end has not arrived
   */
  record Resources(
      EventLoopTurns turns,
      Function<Runnable, OnDemandPermit> permits,
      Function<Runnable, SlowRequestDetector.Watch> idleTimers,
      RequestMemory.BodyMemory memory) {}
}
