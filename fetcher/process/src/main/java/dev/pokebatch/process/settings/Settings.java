package dev.pokebatch.process.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a process: environment variables, and the properties file that {@code
 * CONFIG_FILE} names, with the same names. Environment variables win. Reading a setting declares it
 * and checks its value; {@link #check} then reports all invalid values, and all unknown names in
 * the file, in one sentence.
 */
public final class Settings {

  private final Map<String, String> environment;
  private final Map<String, String> file;
  private final Map<String, Setting> declared = new LinkedHashMap<>();
  private final Map<String, Object> read = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  private Settings(Map<String, String> environment, Map<String, String> file) {
    this.environment = environment;
    this.file = file;
  }

  /** The settings of this process. The only place that reads the environment. */
  public static Settings ofProcess() {
    return of(System.getenv());
  }

  /** Settings from a given environment. */
  public static Settings of(Map<String, String> environment) {
    var name = environment.getOrDefault("CONFIG_FILE", "");
    var settings = new Settings(environment, name.isEmpty() ? Map.of() : new HashMap<>());
    if (!name.isEmpty()) {
      settings.load(Path.of(name));
    }
    settings.text("CONFIG_FILE", "");
    return settings;
  }

  private void load(Path path) {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(path)) {
      properties.load(in);
      properties.stringPropertyNames().forEach(n -> file.put(n, properties.getProperty(n)));
    } catch (IOException | IllegalArgumentException unreadable) {
      faults.add("CONFIG_FILE cannot be read: " + path);
    }
  }

  /** A text, or the default if it is not set. */
  public String text(String name, String byDefault) {
    declare(name, Setting.Type.TEXT, byDefault, 0, 0);
    var value = raw(name);
    return keep(name, value == null ? byDefault : value);
  }

  /**
   * A text that is never printed; empty if it is not set. It is the value of the setting, or the
   * content of the file that the setting with {@code _FILE} at the end of its name names.
   */
  public String secret(String name) {
    declare(name, Setting.Type.SECRET, "", 0, 0);
    var value = raw(name);
    var file = text(name + "_FILE", "");
    if (!file.isEmpty()) {
      value = value == null ? secretOf(name, file) : bothAreSet(name);
    }
    read.put(name, value == null ? "" : "***");
    return value == null ? "" : value;
  }

  private @Nullable String bothAreSet(String name) {
    fault(name, "and " + name + "_FILE are both set");
    return null;
  }

  private @Nullable String secretOf(String name, String file) {
    try {
      var content = Files.readString(Path.of(file)).strip();
      if (!content.isEmpty()) {
        return content;
      }
      fault(name + "_FILE", "is empty: " + file);
    } catch (IOException | InvalidPathException unreadable) {
      fault(name + "_FILE", "cannot be read: " + file);
    }
    return null;
  }

  /** A whole number within bounds, both included. */
  public int integer(String name, int byDefault, int min, int max) {
    return (int) number(name, byDefault, min, max);
  }

  /** A whole number within bounds, both included. */
  public long number(String name, long byDefault, long min, long max) {
    declare(name, Setting.Type.INTEGER, byDefault, min, max);
    var value = raw(name);
    var number = byDefault;
    if (value != null) {
      try {
        number = Long.parseLong(value);
      } catch (NumberFormatException notANumber) {
        number = min - 1;
      }
      if (number < min || number > max) {
        fault(name, "must be a whole number from " + min + " to " + max + ", not " + value);
        number = byDefault;
      }
    }
    return keep(name, number);
  }

  /** Milliseconds within bounds, both included. */
  public Duration millis(String name, long byDefault, long min, long max) {
    return Duration.ofMillis(number(name, byDefault, min, max));
  }

  /** A share from 0 to 1. */
  public double share(String name, double byDefault) {
    declare(name, Setting.Type.SHARE, byDefault, 0, 1);
    var value = raw(name);
    var share = byDefault;
    if (value != null) {
      try {
        share = Double.parseDouble(value);
      } catch (NumberFormatException notANumber) {
        share = -1;
      }
      if (!(share >= 0 && share <= 1)) {
        fault(name, "must be a number from 0 to 1, not " + value);
        share = byDefault;
      }
    }
    return keep(name, share);
  }

  /** True or false. */
  public boolean flag(String name, boolean byDefault) {
    declare(name, Setting.Type.FLAG, byDefault, 0, 0);
    var value = raw(name);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      fault(name, "must be true or false, not " + value);
    }
    return keep(name, value == null ? byDefault : value.equals("true"));
  }

  /** A folder, which need not exist; null if it is not set. */
  public @Nullable Path folder(String name) {
    var value = text(name, "");
    try {
      var folder = value.isEmpty() ? null : Path.of(value);
      for (var at = folder; at != null; at = at.toAbsolutePath().getParent()) {
        if (Files.exists(at) && !Files.isDirectory(at)) {
          fault(name, "must be a folder, but " + at + " is a file");
          return null;
        }
      }
      return folder;
    } catch (InvalidPathException malformed) {
      fault(name, "must be a folder, not " + value);
      return null;
    }
  }

  /** Records an invalid value that only the caller can detect, such as a malformed URL. */
  public void fault(String name, String fault) {
    var sentence = name + " " + fault;
    if (!faults.contains(sentence)) { // several readers of a setting report the same one
      faults.add(sentence);
    }
  }

  /**
   * Reports all invalid values. To be called after all settings were read.
   *
   * @throws IllegalArgumentException if a value is invalid; the message names all, in one line
   */
  public void check() {
    var unknown = new TreeSet<>(file.keySet());
    unknown.removeAll(read.keySet());
    unknown.forEach(name -> faults.add(name + " in CONFIG_FILE is no setting"));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
  }

  /** The declarations of all settings that were read, in the order of their first reading. */
  public List<Setting> declared() {
    return List.copyOf(declared.values());
  }

  /** The settings that were read and differ from their defaults, as {@code NAME=value}. */
  public List<String> changes() {
    return declared.values().stream()
        .filter(setting -> !setting.byDefault().equals(String.valueOf(read.get(setting.name()))))
        .map(setting -> setting.name() + "=" + read.get(setting.name()))
        .toList();
  }

  /** Two readers of a setting must agree on it. */
  private void declare(String name, Setting.Type type, Object byDefault, long min, long max) {
    var setting = new Setting(name, type, byDefault.toString(), min, max);
    var before = declared.putIfAbsent(name, setting);
    if (before != null && !before.equals(setting)) {
      throw new IllegalStateException(before + " is also declared as " + setting);
    }
  }

  private @Nullable String raw(String name) {
    var value = environment.getOrDefault(name, file.getOrDefault(name, "")).strip();
    return value.isEmpty() ? null : value;
  }

  private <T> T keep(String name, T value) {
    read.put(name, value);
    return value;
  }
}
