package dev.pokebatch.contract.shape;

import java.util.List;
import java.util.stream.Collectors;

/** A text or an object is not a shape. Its message is meant for clients. */
public final class InvalidShapeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  /**
   * What is wrong.
   *
   * @param member the name of the member; empty for the shape itself
   * @param detail a clause without subject, such as {@code has a '[' at 7 that is never closed};
   *     positions count the characters of the member's value from 1
   */
  public record Fault(String member, String detail) {

    /** The detail, with the name of the member. */
    public String sentence() {
      return member.isEmpty() ? detail : "has a member '" + member + "' that " + detail;
    }
  }

  InvalidShapeException(List<Fault> faults) {
    super(faults.stream().map(Fault::sentence).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** All faults, in the order of the members. */
  public List<Fault> faults() {
    return faults;
  }
}
