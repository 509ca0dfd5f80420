package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.batch.LineSplitter;
import dev.pokebatch.gateway.batch.StepLine;
import dev.pokebatch.gateway.http.admission.RequestMemory;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.body.BodyDecoder;
import dev.pokebatch.gateway.http.body.BodyReader;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a request body. Receives more of the body only when it is asked for a line. Confined
 * to one event loop.
 */
final class LineSource {

  /** How long the rest of a body is discarded, so that its client can read the answer. */
  private static final long LINGER_MS = 1_000;

  private static final long NO_ERROR = 0; // RFC 9113, section 7

  private final HttpServerRequest request;
  private final BodyDecoder decoding;
  private final LineSplitter lines;
  private final RequestMemory.BodyMemory memory;
  private final Function<Runnable, SlowRequestDetector.Watch> idleTimers;
  private Runnable onIdle = () -> {};

  /** Watches how long the client sends nothing, while more is requested of it. */
  private SlowRequestDetector.@Nullable Watch idleTimer;

  private boolean requested;
  private boolean ended;

  /**
   * @param memory the memory of a line whose end has not arrived
   * @param idleTimers watches how long the client sends nothing; its argument is called when that
   *     is too long
   */
  LineSource(
      HttpServerRequest request,
      LineSplitter lines,
      RequestMemory.BodyMemory memory,
      Function<Runnable, SlowRequestDetector.Watch> idleTimers) {
    this.request = request;
    this.decoding = BodyDecoder.of(request);
    this.lines = lines;
    this.memory = memory;
    this.idleTimers = idleTimers;
  }

  /**
   * Begins, without receiving anything yet.
   *
   * @param onMore called when more of the body, or its end, has arrived
   * @param onIdle called when the client has sent nothing for too long
   */
  void begin(Runnable onMore, Runnable onIdle) {
    this.onIdle = onIdle;
    request
        .handler(
            bytes -> {
              received();
              decoding.feed(bytes);
              onMore.run();
            })
        .endHandler(
            end -> {
              received();
              ended = true;
              onMore.run();
            })
        .pause();
  }

  /** Returns the next line; null if none has been decoded. */
  @Nullable StepLine next() {
    return lines.next();
  }

  /** Whether {@link #next} has returned all lines. */
  boolean isOver() {
    return lines.isOver();
  }

  /** Returns the number of lines so far. */
  long count() {
    return lines.count();
  }

  /**
   * Decodes more of the body, or requests more of the client.
   *
   * @return whether there may be another line now
   * @throws ProblemException if the body is damaged, or there is no memory for the line
   */
  boolean decodeMore() {
    var piece = decoding.next();
    if (piece != null) {
      lines.feed(piece);
    } else if (ended) {
      decoding.end();
      lines.end();
    } else {
      requestMore();
      return false;
    }
    return true;
  }

  private void requestMore() {
    if (requested) {
      return;
    }
    if (!memory.resize(lines.partialBytes())) {
      throw new ProblemException(BodyReader.noMemory());
    }
    requested = true;
    restartTimer();
    request.fetch(1);
  }

  /** Waits as long again for the client. */
  void restartTimer() {
    idleTimer = idleTimers.apply(onIdle);
  }

  private void received() {
    requested = false;
    if (idleTimer != null) {
      idleTimer.end();
      idleTimer = null;
    }
  }

  /**
   * Discards the rest of the body for a while after the answer has ended. If the connection was
   * closed at once, its client might lose the answer (RFC 9112, section 9.6).
   */
  void drain(Context context) {
    if (request.isEnded()) {
      return;
    }
    request.handler(bytes -> {}).resume();
    context.owner().setTimer(LINGER_MS, id -> endRequest());
  }

  private void endRequest() {
    if (request.isEnded()) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(NO_ERROR);
    } else {
      request.connection().close();
    }
  }

  /** Frees what reading needs. */
  void close() {
    received();
    memory.close();
    decoding.close();
  }
}
