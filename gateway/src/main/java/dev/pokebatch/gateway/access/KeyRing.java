package dev.pokebatch.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The API keys of a process, found by the hash of their secrets. Thread-safe: a change replaces all
 * keys of one source at once, so that no request is refused in between.
 */
public final class KeyRing {

  private volatile Map<String, ApiKey> ofFile;

  /** Has the keys of the file. */
  public KeyRing(List<ApiKey> ofFile) {
    this.ofFile = byHash(ofFile);
  }

  /** Replaces the keys of the file. */
  void replaceOfFile(List<ApiKey> keys) {
    ofFile = byHash(keys);
  }

  /** Returns the key with this secret, even if it has expired. */
  Optional<ApiKey> find(String secret) {
    var hash = KeySecret.sha256(secret);
    return Optional.ofNullable(ofFile.get(hash)).filter(key -> isEqual(hash, key.sha256()));
  }

  /** Compares in constant time; the look-up before has only revealed something about hashes. */
  private static boolean isEqual(String hash, String other) {
    return MessageDigest.isEqual(hash.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }

  private static Map<String, ApiKey> byHash(List<ApiKey> keys) {
    return keys.stream().collect(Collectors.toUnmodifiableMap(ApiKey::sha256, key -> key));
  }
}
