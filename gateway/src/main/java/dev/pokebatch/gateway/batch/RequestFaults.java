package dev.pokebatch.gateway.batch;

import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.RequestFault;
import dev.pokebatch.gateway.problem.RequestProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Collects the faults of a request, so that the client gets all of them at once. */
public final class RequestFaults {

  /** The maximum number of faults that are listed; others are only counted. */
  static final int MAX_LISTED = 100;

  private static final int MAX_POINTER = 512;

  private final BiFunction<Pointer, String, RequestFault> form;
  private final List<RequestFault> listed = new ArrayList<>();
  private int more;

  private RequestFaults(BiFunction<Pointer, String, RequestFault> form) {
    this.form = form;
  }

  /** Collects faults of a body, each with a JSON pointer. */
  public static RequestFaults ofBody() {
    return new RequestFaults((at, detail) -> RequestFault.inBody(cut(at.toString()), detail));
  }

  /** Collects faults of URL parameters, which are read as the members of an object. */
  static RequestFaults ofParameters() {
    return new RequestFaults(
        (at, detail) -> RequestFault.ofParameter(Excerpt.of(at.token()), detail));
  }

  /**
   * Adds a fault.
   *
   * @param detail a clause whose subject is the value at the pointer, such as "must be a string"
   */
  public void add(Pointer at, String detail) {
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
    // Do not cut within a surrogate pair, which could not be encoded.
    var half = Character.isHighSurrogate(pointer.charAt(MAX_POINTER - 1));
    return pointer.substring(0, half ? MAX_POINTER - 1 : MAX_POINTER) + "…";
  }

  /** Returns whether there is a fault. */
  public boolean any() {
    return !listed.isEmpty();
  }

  /** Returns all faults as one {@code invalid-request}; there must be at least one. */
  public ProblemException toException() {
    return new ProblemException(RequestProblems.invalidRequest(listed, more));
  }
}
