package dev.pokebatch.fetcher.projection;

/**
 * A body is not a valid document, or cannot be projected. It has no stack trace, since the fault is
 * the upstream's.
 */
public final class InvalidDocumentException extends Exception {

  private final Reason reason;

  InvalidDocumentException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  /** Why it is invalid. */
  public Reason reason() {
    return reason;
  }

  /** The reasons for rejecting a body. */
  public enum Reason {
    /** Its text exceeds the maximum size. */
    TOO_LARGE,
    /** It is truncated or damaged. */
    CORRUPT,
    /** Its text is not valid JSON. */
    INVALID_JSON,
    /** It is valid, but the shape needs more work on it than the limit. */
    SHAPE_WORK
  }
}
