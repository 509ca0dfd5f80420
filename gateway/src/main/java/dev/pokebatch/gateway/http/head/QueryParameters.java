package dev.pokebatch.gateway.http.head;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads query parameters, and refuses unknown ones, so that a typo is not ignored. */
public final class QueryParameters {

  private static final int MOST_NAMED = 20;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private QueryParameters() {}

  /**
   * Refuses a request with other parameters than these.
   *
   * @throws ProblemException {@code invalid-request} naming the other parameters
   */
  public static void allow(RoutingContext context, String... known) {
    var unknown = new TreeSet<>(context.queryParams().names());
    unknown.removeAll(Set.of(known));
    if (unknown.isEmpty()) {
      return;
    }
    var errors = new JsonArray();
    unknown.stream()
        .limit(MOST_NAMED)
        .forEach(
            name ->
                errors.add(
                    new JsonObject()
                        .put("parameter", name.substring(0, Math.min(80, name.length())))
                        .put("detail", "unknown query parameter")));
    throw new ProblemException(
        Problem.of(ProblemType.INVALID_REQUEST, "the query has unknown parameters")
            .with("errors", errors));
  }

  /**
   * Returns the parameter, which must be one of these words; the first word if it is absent.
   *
   * @throws ProblemException {@code invalid-request} if it is another word
   */
  public static String choice(RoutingContext context, String name, List<String> words) {
    var given = context.queryParams().getAll(name);
    if (given.isEmpty()) {
      return words.get(0);
    }
    if (given.size() == 1 && words.contains(given.get(0))) {
      return given.get(0);
    }
    throw fault(name, "must be " + String.join(" or ", words) + ", and be given once");
  }

  /**
   * Returns the parameter, which must be one of these words; empty if it is absent.
   *
   * @throws ProblemException {@code invalid-request} if it is another word
   */
  public static Optional<String> optionalChoice(
      RoutingContext context, String name, List<String> words) {
    return context.queryParams().contains(name)
        ? Optional.of(choice(context, name, words))
        : Optional.empty();
  }

  /**
   * Returns the parameter as a whole number from {@code min} to {@code max}.
   *
   * @throws ProblemException {@code invalid-request} if it is not one
   */
  public static long number(
      RoutingContext context, String name, long byDefault, long min, long max) {
    var given = context.queryParams().getAll(name);
    if (given.isEmpty()) {
      return byDefault;
    }
    if (given.size() == 1 && NUMBER.matcher(given.get(0)).matches()) {
      var number = Long.parseLong(given.get(0));
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw fault(name, "must be a whole number from " + min + " to " + max + ", and be given once");
  }

  /**
   * Returns the parameter as a set of these words, which it lists with commas; all of them if it is
   * absent.
   *
   * @throws ProblemException {@code invalid-request} if it lists another word
   */
  public static Set<String> words(RoutingContext context, String name, List<String> words) {
    var given = context.queryParams().getAll(name);
    if (given.isEmpty()) {
      return Set.copyOf(words);
    }
    var asked = new TreeSet<>(List.of(String.join(",", given).split(",", -1)));
    if (words.containsAll(asked)) {
      return asked;
    }
    throw fault(name, "must list some of " + String.join(", ", words) + ", separated by commas");
  }

  /** Returns the problem of one invalid parameter. */
  public static ProblemException fault(String name, String detail) {
    return new ProblemException(
        Problem.of(ProblemType.INVALID_REQUEST, "a query parameter is invalid")
            .with(
                "errors",
                new JsonArray()
                    .add(new JsonObject().put("parameter", name).put("detail", detail))));
  }
}
