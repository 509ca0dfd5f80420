package dev.pokebatch.gateway.launch;

import dev.pokebatch.gateway.access.AccessConfig;
import dev.pokebatch.gateway.access.AnonymousAccess;
import dev.pokebatch.gateway.access.KeyFile;
import dev.pokebatch.process.settings.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads who may use the gateway. */
final class AccessSettings {

  private static final String FILE = "API_KEYS_FILE";
  private static final String ANONYMOUS = "ANONYMOUS";

  private AccessSettings() {}

  /**
   * Reads it. Everything is anonymous by default on loopback, where only this machine's programs
   * reach the gateway. Elsewhere nothing is, unless the setting says so.
   *
   * @param host where the gateway listens
   */
  static AccessConfig of(Settings settings, String host) {
    var file = settings.text(FILE, "");
    var word = settings.text(ANONYMOUS, isLoopback(host) ? "all" : "");
    return new AccessConfig(
        anonymous(settings, word, file),
        settings.integer("MAX_API_KEYS", 1_000, 1, 10_000),
        file(settings, file));
  }

  /** Whether only programs of this machine can connect. */
  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  private static AnonymousAccess anonymous(Settings settings, String word, String file) {
    if (word.isEmpty() && file.isEmpty()) {
      settings.fault(
          ANONYMOUS,
          "must be none, read or all, because HTTP_HOST is not loopback and API_KEYS_FILE is not"
              + " set");
    }
    for (var access : AnonymousAccess.values()) {
      if (access.word().equals(word)) {
        return access;
      }
    }
    if (!word.isEmpty()) {
      settings.fault(ANONYMOUS, "must be none, read or all, not " + word);
    }
    return AnonymousAccess.NONE;
  }

  private static @Nullable KeyFile file(Settings settings, String name) {
    if (name.isEmpty()) {
      return null;
    }
    try {
      return KeyFile.read(Path.of(name));
    } catch (InvalidPathException malformed) {
      settings.fault(FILE, "must be a file, not " + name);
    } catch (IllegalArgumentException invalid) {
      settings.fault(FILE, String.valueOf(invalid.getMessage()));
    }
    return null;
  }
}
