package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import java.util.List;
import java.util.Locale;

/** A stage of a document's way through gateway and fetcher. */
public enum Stage {
  /** Waits in the gateway until a fetcher is asked. */
  QUEUED,
  /** Is answered from a fetcher's cache. */
  CACHED,
  /** Waits in the fetcher until the upstream is asked. */
  ASKED,
  /** Waits for the first byte of the upstream. */
  FIRST_BYTE,
  /** Arrives, is cut to its fields, and comes back to the gateway. */
  CUT;

  /** All stages, in the order in which a document passes them. */
  public static final List<Stage> ALL = List.of(values());

  /** Returns the name of the stage, as metrics and headers have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the milliseconds that a document spent in this stage; NaN if it did not pass it. */
  public double ms(Result result) {
    var times = result.times();
    if (this == QUEUED) {
      return times.sentMs() - times.queuedMs();
    }
    var found = result.found();
    return found == null ? Double.NaN : ms(found, times);
  }

  private double ms(FetchReply.Found found, Timing times) {
    var origin = found.origin();
    if (Double.isNaN(origin.startedMs())) {
      return this == CACHED ? times.durationMs() : Double.NaN;
    }
    // The request to the upstream may have begun earlier, for another caller.
    var startedMs = Math.max(0, origin.startedMs());
    var firstByteMs = Math.max(startedMs, origin.firstByteMs());
    return switch (this) {
      case ASKED -> startedMs;
      case FIRST_BYTE -> firstByteMs - startedMs;
      case CUT -> times.durationMs() - firstByteMs;
      case QUEUED, CACHED -> Double.NaN;
    };
  }
}
