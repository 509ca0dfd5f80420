package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the body of a batch. If the body is not JSON, it reports the first error; if it has too
 * many steps, that limit; if it is not a valid request, all faults together; if it exceeds other
 * limits, the first of them. Immutable, fit for any thread.
 */
public final class BatchReader {

  private static final List<String> MEMBERS =
      List.of(
          "requests",
          "mode",
          "onError",
          "concurrency",
          "deadlineMs",
          "fields",
          "expand",
          "transport",
          "trace");

  private final BatchLimits limits;
  private final LimitChecks checks;

  /** A reader of batches within these limits. */
  public BatchReader(BatchLimits limits) {
    this.limits = limits;
    this.checks = new LimitChecks(limits);
  }

  /**
   * Reads one body.
   *
   * @throws ProblemException {@code malformed-json}, {@code invalid-request} or {@code
   *     limit-exceeded}
   */
  public BatchRequest read(Buffer body) {
    if (body.length() > limits.bodyBytes()) {
      throw new ProblemException(
          LimitProblems.bodyTooLarge(limits.bodyBytes(), OptionalLong.of(body.length())));
    }
    var faults = RequestFaults.ofBody();
    var json = JsonReader.read(body, limits.jsonDepth(), faults);
    if (json instanceof JsonObject object) {
      return read(new MemberReader(object, Pointer.ROOT, faults), faults);
    }
    faults.add(
        Pointer.ROOT,
        "must be an object such as {\"requests\": [\"pokemon/pikachu\"]}, not "
            + MemberReader.kindOf(json));
    throw faults.toException();
  }

  private BatchRequest read(MemberReader members, RequestFaults faults) {
    members.allowOnly(MEMBERS);
    var view = members.view(View.WHOLE);
    return read(steps(members, view, faults), view, members, faults);
  }

  /**
   * Reads the options and reports all faults, including those of the steps.
   *
   * @throws ProblemException {@code invalid-request} or {@code limit-exceeded}
   */
  BatchRequest read(List<Step> steps, View view, MemberReader members, RequestFaults faults) {
    var mode = members.choice("mode", Mode.PARALLEL);
    var onError = members.choice("onError", OnError.CONTINUE);
    var concurrency =
        members.count("concurrency", limits.defaultConcurrency(), limits.maxConcurrency());
    var deadlineMs =
        members.count("deadlineMs", limits.defaultDeadlineMs(), limits.maxDeadlineMs());
    var transport = members.choice("transport", TransportKind.NON_BLOCKING);
    var trace = members.flag("trace");
    if (faults.any()) {
      throw faults.toException();
    }
    checks.checkRequest(steps, concurrency, deadlineMs);
    return new BatchRequest(
        steps, mode, onError, (int) concurrency, deadlineMs, view, transport, trace);
  }

  private List<Step> steps(MemberReader members, View view, RequestFaults faults) {
    var entries = members.entries("requests");
    if (entries == null) {
      return List.of();
    }
    checks.checkEntries(entries); // first, because reading too many steps would take long
    return StepReader.read(entries, members.pointer("requests"), view, limits, faults);
  }
}
