package dev.pokebatch.gateway.http.head;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The query parameter {@code csv}, which says what a table is for: {@code plain} for programs, the
 * default, or {@code escape} for spreadsheets, which would take some cells for formulas. It has no
 * effect on answers of other media types.
 */
public final class CsvParameter {

  /** The parameter's name. */
  public static final String NAME = "csv";

  private static final List<String> VALUES = List.of("plain", "escape");

  private CsvParameter() {}

  /**
   * Whether formulas are to be escaped.
   *
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code invalid-request} if the parameter
   *     has another value
   */
  public static boolean escapesFormulas(RoutingContext context) {
    return QueryParameters.choice(context, NAME, VALUES).equals("escape");
  }
}
