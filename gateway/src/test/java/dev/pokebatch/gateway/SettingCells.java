package dev.pokebatch.gateway;

import dev.pokebatch.process.settings.Setting;
import java.util.List;
import java.util.Locale;

/** Formats declarations of settings as the documentation shows them: with units, texts as code. */
final class SettingCells {

  private static final List<Multiple> COUNTS =
      List.of(new Multiple(1_000_000, " million"), new Multiple(1, ""));
  private static final List<Multiple> BYTES =
      List.of(
          new Multiple(1L << 50, " PiB"),
          new Multiple(1L << 40, " TiB"),
          new Multiple(1L << 30, " GiB"),
          new Multiple(1L << 20, " MiB"),
          new Multiple(1L << 10, " KiB"),
          new Multiple(1, " B"));
  private static final List<Multiple> MILLISECONDS =
      List.of(
          new Multiple(86_400_000, " d"),
          new Multiple(3_600_000, " h"),
          new Multiple(60_000, " min"),
          new Multiple(1_000, " s"),
          new Multiple(1, " ms"));
  private static final List<Multiple> SECONDS =
      MILLISECONDS.stream()
          .filter(unit -> unit.size() >= 1_000)
          .map(unit -> new Multiple(unit.size() / 1_000, unit.name()))
          .toList();

  private SettingCells() {}

  /** Returns the default of a setting. */
  static String byDefault(Setting setting) {
    if (setting.byDefault().isEmpty()) {
      return "none";
    }
    return switch (setting.type()) {
      case INTEGER -> number(setting, Long.parseLong(setting.byDefault()));
      case SHARE -> setting.byDefault().replaceFirst("\\.0$", "");
      default -> '`' + setting.byDefault() + '`';
    };
  }

  /** Returns the values that a setting may have; empty for any. */
  static String bounds(Setting setting) {
    return switch (setting.type()) {
      case FLAG -> "`true` or `false`";
      case INTEGER, SHARE ->
          setting.min() == Long.MIN_VALUE
              ? ""
              : number(setting, setting.min()) + " to " + number(setting, setting.max());
      default -> "";
    };
  }

  private static String number(Setting setting, long number) {
    if (number == 0 || setting.type() == Setting.Type.SHARE) {
      return Long.toString(number);
    }
    return switch (setting.unit()) {
      case PORT -> Long.toString(number);
      case BYTES -> multiple(number, BYTES);
      case MILLISECONDS -> multiple(number, MILLISECONDS);
      case SECONDS -> multiple(number, SECONDS);
      case KILOBYTES -> number + " KB";
      case BYTES_PER_SECOND -> multiple(number, COUNTS) + " B/s";
      case NONE -> multiple(number, COUNTS);
    };
  }

  private static String multiple(long number, List<Multiple> units) {
    var unit = units.stream().filter(u -> number % u.size() == 0).findFirst().orElseThrow();
    return String.format(Locale.ROOT, "%,d%s", number / unit.size(), unit.name());
  }

  /** A unit, and how many of the smallest unit it is. */
  private record Multiple(long size, String name) {}
}
