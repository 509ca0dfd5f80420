package dev.pokebatch.gateway.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the gateway.
 *
 * @param anonymous what clients without an API key may do
 * @param maxKeys maximum number of API keys in the database
 * @param file the file of API keys, as it was at the start; null if there is none
 */
public record AccessConfig(AnonymousAccess anonymous, int maxKeys, @Nullable KeyFile file) {

  /** Returns the keys of the file. */
  public List<ApiKey> keysOfFile() {
    return file == null ? List.of() : file.keys();
  }
}
