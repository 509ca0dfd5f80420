package dev.pokebatch.gateway.testing;

import dev.pokebatch.process.digest.Sha256;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** API keys, and files of them. */
public final class KeysFile {

  private KeysFile() {}

  /** The secret of a key; the same for the same word. */
  public static String secret(String word) {
    return "pb_" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(word));
  }

  /** The headers of a request with a key. */
  public static Map<String, String> header(String word) {
    return Map.of("Authorization", "Bearer " + secret(word));
  }

  /** An entry of a file: a key whose name is the word of its secret. */
  public static JsonObject key(String word, String... scopes) {
    return new JsonObject()
        .put("name", word)
        .put("sha256", HexFormat.of().formatHex(sha256(secret(word))))
        .put("scopes", new JsonArray(List.of(scopes)));
  }

  /** Writes a file; returns its path. */
  public static Path write(Path file, JsonObject... keys) {
    return write(file, new JsonObject().put("keys", new JsonArray(List.of(keys))).encode());
  }

  /** Writes a file with any content; returns its path. */
  public static Path write(Path file, String content) {
    try {
      return Files.writeString(file, content);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static byte[] sha256(String text) {
    return Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
