package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.RequestProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.RequestFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Collects what is wrong with a request, so that a client hears of all of it at once. */
final class RequestFaults {

  /** How many are listed; the others are only counted. */
  static final int MAX_LISTED = 100;

  private static final int MAX_POINTER = 512;

  private final BiFunction<Pointer, String, RequestFault> form;
  private final List<RequestFault> listed = new ArrayList<>();
  private int more;

  private RequestFaults(BiFunction<Pointer, String, RequestFault> form) {
    this.form = form;
  }

  /** Of a body, each told with its pointer. */
  static RequestFaults ofBody() {
    return new RequestFaults((at, detail) -> RequestFault.inBody(cut(at.toString()), detail));
  }

  /** Of the parameters of a URL, which are members of the outermost object. */
  static RequestFaults ofParameters() {
    return new RequestFaults(
        (at, detail) -> RequestFault.ofParameter(Excerpt.of(at.token()), detail));
  }

  /** Notes one: a clause whose subject is what stands there. */
  void add(Pointer at, String detail) {
    if (listed.size() == MAX_LISTED) {
      more++;
      return;
    }
    listed.add(form.apply(at, detail));
  }

  private static String cut(String pointer) {
    if (pointer.length() <= MAX_POINTER) {
      return pointer;
    }
    // Half a character could not be written.
    var half = Character.isHighSurrogate(pointer.charAt(MAX_POINTER - 1));
    return pointer.substring(0, half ? MAX_POINTER - 1 : MAX_POINTER) + "…";
  }

  boolean any() {
    return !listed.isEmpty();
  }

  /** All of them as one {@code invalid-request}; there must be any. */
  ProblemException toException() {
    return new ProblemException(RequestProblems.invalidRequest(listed, more));
  }
}
