package dev.pokebatch.process.settings;

import java.util.Arrays;

/**
 * The declaration of a setting. Reading a setting from {@link Settings} declares it.
 *
 * @param name name of the environment variable; the name of a number ends with its unit
 * @param type the type of its value
 * @param byDefault the value of a process that does not set it; empty for none
 * @param min the smallest value of a number, included; 0 for other types
 * @param max the largest value of a number, included; 0 for other types
 */
public record Setting(String name, Type type, String byDefault, long min, long max) {

  /** The types of settings. */
  public enum Type {
    /** Any text. */
    TEXT,
    /** A text that is never printed. */
    SECRET,
    /** A whole number. */
    INTEGER,
    /** A number from 0 to 1. */
    SHARE,
    /** {@code true} or {@code false}. */
    FLAG
  }

  /** The units of whole numbers. */
  public enum Unit {
    /** Milliseconds. */
    MILLISECONDS("_MS"),
    /** Bytes. */
    BYTES("_BYTES"),
    /** Bytes per second. */
    BYTES_PER_SECOND("_BYTES_PER_S"),
    /** Seconds. */
    SECONDS("_S"),
    /** Units of 1,000 bytes. */
    KILOBYTES("_KB"),
    /** The number of a TCP port. */
    PORT("_PORT"),
    /** A count. */
    NONE("");

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }
  }

  /** Returns the unit of a number, which is the end of its name. */
  public Unit unit() {
    return Arrays.stream(Unit.values())
        .filter(unit -> type == Type.INTEGER && name.endsWith(unit.suffix))
        .findFirst()
        .orElse(Unit.NONE);
  }
}
