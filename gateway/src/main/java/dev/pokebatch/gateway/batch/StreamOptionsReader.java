package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * Reads the options of a stream of steps from the query; they have the names of a batch's members.
 * Immutable, fit for any thread.
 */
public final class StreamOptionsReader {

  private static final List<String> OPTIONS =
      List.of(
          "onError",
          "concurrency",
          "deadlineMs",
          "fields",
          "expand",
          "transport",
          "trace",
          "order");

  private final BatchLimits limits;
  private final LimitChecks checks;

  /** A reader of options within these limits. */
  public StreamOptionsReader(BatchLimits limits) {
    this.limits = limits;
    this.checks = new LimitChecks(limits);
  }

  /**
   * Reads one query.
   *
   * @throws ProblemException {@code invalid-request} with all faults, or {@code limit-exceeded}
   */
  public StreamOptions read(MultiMap query) {
    var faults = RequestFaults.ofParameters();
    var members = new MemberReader(QueryAsJson.of(query, faults), Pointer.ROOT, faults);
    members.allowOnly(OPTIONS);
    var onError = members.choice("onError", OnError.CONTINUE);
    var concurrency =
        members.count("concurrency", limits.defaultConcurrency(), limits.maxConcurrency());
    var deadlineMs =
        members.count("deadlineMs", limits.defaultDeadlineMs(), limits.maxDeadlineMs());
    var view = members.view(View.WHOLE);
    var transport = members.choice("transport", TransportKind.NON_BLOCKING);
    var trace = members.flag("trace");
    var order = members.choice("order", Order.COMPLETION);
    if (faults.any()) {
      throw faults.toException();
    }
    checks.checkRequest(List.of(), concurrency, deadlineMs);
    return new StreamOptions(onError, (int) concurrency, deadlineMs, view, transport, trace, order);
  }
}
