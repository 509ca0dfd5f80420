package dev.pokebatch.contract;

/**
 * How a request uses cached documents. The names are those of the Fetch standard's cache modes.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#concept-request-cache-mode">Fetch, section 2.2.5</a>
 */
public enum CacheMode {
  /** As HTTP caching says (RFC 9111). */
  DEFAULT(0),
  /** A cached document is served only if the upstream confirms it. */
  NO_CACHE(1),
  /** The document is requested again, whatever is cached. */
  RELOAD(2),
  /** A cached document is served however stale it is. */
  FORCE_CACHE(3),
  /** The same, and the upstream is not asked if none is cached. */
  ONLY_IF_CACHED(4);

  /** The largest number of a constant. */
  static final int MOST = 4;

  private final int number;

  CacheMode(int number) {
    this.number = number;
  }

  /** Returns the constant of a number, which is at most {@link #MOST}. */
  static CacheMode of(int number) {
    for (var mode : values()) {
      if (mode.number == number) {
        return mode;
      }
    }
    throw new IllegalArgumentException(number + " is no cache mode");
  }

  /** Returns the number of the constant in messages, which never changes. */
  int number() {
    return number;
  }

  /** Returns whether a document may be served without asking the upstream. */
  public boolean mayReuse() {
    return this != NO_CACHE && this != RELOAD;
  }

  /** Returns whether a document may be served however stale it is. */
  public boolean ignoresStaleness() {
    return this == FORCE_CACHE || this == ONLY_IF_CACHED;
  }

  /** Returns the mode of a request that repeats one whose document has just been cached. */
  public CacheMode repeated() {
    return mayReuse() ? this : DEFAULT;
  }
}
