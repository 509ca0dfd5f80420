package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Stage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The five slowest documents of a batch, and where they spent their time. Keeps no document, and
 * allocates only for one that is among the five. Confined to one event loop.
 */
final class SlowestDocuments {

  private static final int MOST = 5;
  private static final int LONGEST_TARGET = 100;

  /** In descending order; null where there are fewer. */
  private final @Nullable Slow[] slowest = new Slow[MOST];

  /**
   * A document.
   *
   * @param queueMs milliseconds that it waited in gateway and fetcher, before the upstream was
   *     asked
   * @param upstreamMs milliseconds that it waited for the upstream, retries included
   * @param cutMs milliseconds that it took to arrive, to be cut, and to come back; all of a cached
   *     document's
   */
  private record Slow(String target, double queueMs, double upstreamMs, double cutMs) {

    double totalMs() {
      return queueMs + upstreamMs + cutMs;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s %.0f ms (queue %.0f, upstream %.0f, cut %.0f)",
          shown(target),
          totalMs(),
          queueMs,
          upstreamMs,
          cutMs);
    }
  }

  void add(Result result) {
    var times = result.times();
    var queuedMs = orNothing(Stage.QUEUED.ms(result));
    var last = slowest[MOST - 1];
    if (result.item() == Result.STEP
        || (last != null && queuedMs + times.durationMs() <= last.totalMs())) {
      return;
    }
    insert(slow(result, queuedMs));
  }

  /** Drops the last one. A batch's documents wait ever longer, so this is done for most of them. */
  private void insert(Slow slow) {
    var place = MOST - 1;
    while (place > 0 && !isSlower(slowest[place - 1], slow)) {
      slowest[place] = slowest[place - 1];
      place--;
    }
    slowest[place] = slow;
  }

  private static boolean isSlower(@Nullable Slow known, Slow other) {
    return known != null && known.totalMs() >= other.totalMs();
  }

  private static Slow slow(Result result, double queuedMs) {
    if (result.found() == null) { // what a fetcher did until it failed is not known
      return new Slow(result.target(), queuedMs, result.times().durationMs(), 0);
    }
    return new Slow(
        result.target(),
        queuedMs + orNothing(Stage.ASKED.ms(result)),
        orNothing(Stage.FIRST_BYTE.ms(result)),
        orNothing(Stage.CUT.ms(result)) + orNothing(Stage.CACHED.ms(result)));
  }

  /** A target may be a link of any text. */
  private static String shown(String target) {
    return target
        .substring(0, Math.min(LONGEST_TARGET, target.length()))
        .replaceAll("[^\\x21-\\x7e]", "?");
  }

  private static double orNothing(double ms) {
    return ms > 0 ? ms : 0; // NaN if the document did not pass the stage
  }

  /** The documents with the longest first, for the log. */
  @Override
  public String toString() {
    return Arrays.stream(slowest)
        .filter(Objects::nonNull)
        .map(Slow::toString)
        .collect(Collectors.joining("; "));
  }
}
