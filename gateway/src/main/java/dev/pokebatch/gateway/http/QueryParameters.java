package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Refuses query parameters that nobody reads: a typo must not be ignored. */
final class QueryParameters {

  private static final int MOST_NAMED = 20;

  private QueryParameters() {}

  /**
   * Lets the named parameters pass, and no others.
   *
   * @throws ProblemException {@code invalid-request} naming the others
   */
  static void allow(RoutingContext context, String... known) {
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
                        .put("detail", "this query parameter is not known here")));
    throw new ProblemException(
        Problem.of(ProblemType.INVALID_REQUEST, "the query has parameters that are not known")
            .with("errors", errors));
  }

  /**
   * One of some words, the first where there is none.
   *
   * @throws ProblemException {@code invalid-request} where it is another
   */
  static String choice(RoutingContext context, String name, List<String> words) {
    var given = context.queryParams().getAll(name);
    if (given.isEmpty()) {
      return words.get(0);
    }
    if (given.size() == 1 && words.contains(given.get(0))) {
      return given.get(0);
    }
    var detail = "must be " + String.join(" or ", words) + ", and be there once";
    throw new ProblemException(
        Problem.of(ProblemType.INVALID_REQUEST, "a query parameter is not one of its words")
            .with(
                "errors",
                new JsonArray()
                    .add(new JsonObject().put("parameter", name).put("detail", detail))));
  }
}
