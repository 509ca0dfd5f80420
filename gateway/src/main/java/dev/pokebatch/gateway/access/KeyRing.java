package dev.pokebatch.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pokebatch.gateway.quota.QuotaLimits;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The API keys of a process, found by the hash of their secrets. Thread-safe: a change replaces all
 * keys of one source at once, so that no request is refused in between.
 */
public final class KeyRing {

  private final AtomicLong reads = new AtomicLong();
  private final boolean hasDatabase;
  private volatile Map<String, ApiKey> ofFile;
  private volatile Map<String, ApiKey> ofDatabase = Map.of();
  private volatile long lastRead;

  /**
   * Starts with the keys of the file.
   *
   * @param hasDatabase whether a database has more, which are still to be read
   */
  public KeyRing(List<ApiKey> ofFile, boolean hasDatabase) {
    this.ofFile = byHash(ofFile);
    this.hasDatabase = hasDatabase;
  }

  /** Replaces the keys of the file. */
  void replaceOfFile(List<ApiKey> keys) {
    ofFile = byHash(keys);
  }

  /** Returns a number for a read of the database, which begins after the call. */
  long nextRead() {
    return reads.incrementAndGet();
  }

  /** Replaces the keys of the database, unless a read that began later has done so already. */
  synchronized void replaceOfDatabase(long read, List<ApiKey> keys) {
    if (read > lastRead) {
      ofDatabase = byHash(keys);
      lastRead = read;
    }
  }

  /** Returns whether there may be keys that are not known yet. */
  boolean isIncomplete() {
    return hasDatabase && lastRead == 0;
  }

  /** Returns the key with this secret, even if it has expired. */
  Optional<ApiKey> find(String secret) {
    var hash = KeySecret.sha256(secret);
    return Optional.ofNullable(ofFile.get(hash))
        .or(() -> Optional.ofNullable(ofDatabase.get(hash)))
        .filter(key -> isEqual(hash, key.sha256()));
  }

  /** Compares in constant time. The look-up before that does not: it can reveal hashes only. */
  private static boolean isEqual(String hash, String other) {
    return MessageDigest.isEqual(hash.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }

  /** Returns the quotas of a key with this name; none if there is no such key. */
  public QuotaLimits quotasOf(String name) {
    return Stream.of(ofFile, ofDatabase)
        .flatMap(keys -> keys.values().stream())
        .filter(key -> key.name().equals(name))
        .map(ApiKey::quotas)
        .findFirst()
        .orElse(QuotaLimits.NONE);
  }

  private static Map<String, ApiKey> byHash(List<ApiKey> keys) {
    return keys.stream().collect(Collectors.toUnmodifiableMap(ApiKey::sha256, key -> key));
  }
}
