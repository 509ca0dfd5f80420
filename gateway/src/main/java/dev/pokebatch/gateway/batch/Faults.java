package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Collects what is wrong with a request, each with the place where it is (RFC 6901). */
final class Faults {

  private static final int MOST = 100;
  private static final int LONGEST_QUOTE = 80;

  private final JsonArray errors = new JsonArray();
  private int more;

  /** Notes a fault. */
  void add(String pointer, String detail) {
    if (errors.size() < MOST) {
      errors.add(new JsonObject().put("pointer", pointer).put("detail", detail));
    } else {
      more++;
    }
  }

  /**
   * Ends the request if anything was noted.
   *
   * @throws ProblemException {@code invalid-request} with all that was
   */
  void throwIfAny() {
    if (errors.isEmpty()) {
      return;
    }
    var count = errors.size() + more;
    var detail = "the request has " + count + (count == 1 ? " fault" : " faults");
    var shown = more == 0 ? detail : detail + ", of which the first " + MOST + " are listed";
    throw new ProblemException(
        Problem.of(ProblemType.INVALID_REQUEST, shown).with("errors", errors));
  }

  /** The pointer to a member or element. */
  static String at(String pointer, Object member) {
    return pointer + "/" + quote(member.toString()).replace("~", "~0").replace("/", "~1");
  }

  /** A client's text, fit to be shown to it: cut short, without control characters. */
  static String quote(String text) {
    var cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    var shown = cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
