package dev.pokebatch.gateway.batch;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads options from the query of a request. Immutable, fit for any thread. */
public final class OptionReader {

  private final BatchLimits limits;
  private final LimitChecks checks;

  /** A reader of options within these limits. */
  public OptionReader(BatchLimits limits) {
    this.limits = limits;
    this.checks = new LimitChecks(limits);
  }

  /** Returns the values of a client that does not say. */
  public OptionValues defaults() {
    return OptionValues.defaults(limits);
  }

  /**
   * Returns the values of a client that says only which languages it prefers.
   *
   * @param languages the ranges of the request's {@code Accept-Language}, the best first
   */
  public OptionValues defaults(List<String> languages) {
    return defaults().with(OptionTable.LANGUAGE, languages);
  }

  /**
   * Reads the query of a request that may have every option there.
   *
   * @param absent the values of options that the query does not have
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code invalid-request} with all faults,
   *     each with its parameter; or {@code limit-exceeded}
   */
  public OptionValues read(MultiMap query, OptionValues absent) {
    return read(query, absent, OptionTable.names());
  }

  /**
   * Reads the query of a request whose body has the batch: only options of the answer.
   *
   * @param absent the values of options that the query does not have
   * @throws dev.pokebatch.gateway.problem.ProblemException as {@link #read} does
   */
  public OptionValues readOfAnswer(MultiMap query, OptionValues absent) {
    return read(query, absent, OptionTable.ofAnswer());
  }

  private OptionValues read(MultiMap query, OptionValues absent, List<String> known) {
    var faults = RequestFaults.ofParameters();
    var members = new MemberReader(json(query, faults), Pointer.ROOT, faults);
    members.allowOnly(known);
    var options =
        absent.read(OptionTable.INHERITED, members, limits).read(OptionTable.OWN, members, limits);
    if (faults.any()) {
      throw faults.toException();
    }
    options.check(checks);
    return options;
  }

  /**
   * Converts the query to the JSON object that a body would have. A duplicate parameter is a fault;
   * its first value is used.
   */
  private static JsonObject json(MultiMap query, RequestFaults faults) {
    var object = new JsonObject();
    query.forEach(
        (name, text) -> {
          if (object.containsKey(name)) {
            faults.add(Pointer.ROOT.member(name), "is there more than once");
          } else {
            object.put(
                name, OptionTable.named(name).map(option -> option.fromText(text)).orElse(text));
          }
        });
    return object;
  }
}
