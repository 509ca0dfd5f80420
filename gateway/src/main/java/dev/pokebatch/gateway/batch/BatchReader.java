package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads the body of a batch. If the body is not JSON, it reports the first error; if it has too
 * many steps, that limit; if it is not a valid request, all faults together; if it exceeds other
 * limits, the first of them. Immutable, fit for any thread.
 */
public final class BatchReader {

  private static final List<String> MEMBERS =
      Stream.concat(Stream.of("requests"), OptionTable.members().stream()).toList();

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
    return read(body, OptionValues.defaults(limits));
  }

  /**
   * Reads one body.
   *
   * @param absent the values of options that the body does not have
   * @throws ProblemException as {@link #read(Buffer)} does
   */
  public BatchRequest read(Buffer body, OptionValues absent) {
    if (body.length() > limits.bodyBytes()) {
      throw new ProblemException(
          LimitProblems.bodyTooLarge(limits.bodyBytes(), OptionalLong.of(body.length())));
    }
    var faults = RequestFaults.ofBody();
    var json = JsonReader.read(body, limits.jsonDepth(), faults);
    if (json instanceof JsonObject object) {
      return read(new MemberReader(object, Pointer.ROOT, faults), absent, faults);
    }
    faults.add(
        Pointer.ROOT,
        "must be an object such as {\"requests\": [\"pokemon/pikachu\"]}, not "
            + MemberReader.kindOf(json));
    throw faults.toException();
  }

  private BatchRequest read(MemberReader members, OptionValues absent, RequestFaults faults) {
    members.allowOnly(MEMBERS);
    var inherited = absent.read(OptionTable.INHERITED, members, limits);
    var steps = steps(members, inherited.view(), faults);
    var options = inherited.read(OptionTable.OWN, members, limits);
    if (faults.any()) {
      throw faults.toException();
    }
    checks.checkSteps(steps);
    options.check(checks);
    return new BatchRequest(steps, options);
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
