package dev.pokebatch.fetcher.projection;

/** What was to be a document is none. It has no stack trace, for it is the upstream's fault. */
public final class InvalidDocumentException extends Exception {

  private final Reason reason;

  InvalidDocumentException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  /** Why it is none. */
  public Reason reason() {
    return reason;
  }

  /** The ways of being no document. */
  public enum Reason {
    /** Its text is longer than is taken. */
    TOO_LARGE,
    /** It was cut short or damaged on the way. */
    CORRUPT,
    /** Its text is no JSON. */
    INVALID_JSON
  }
}
