package dev.pokebatch.gateway.http.log;

import java.util.Locale;

/** The format of the access log. */
public enum LogFormat {
  /** No access log. */
  NONE,
  /** A JSON object on each line. */
  JSON,
  /** The combined log format of the Apache HTTP Server, with further values at the end. */
  COMBINED;

  /** Returns the word for it in settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
