package dev.pokebatch.gateway.access;

import dev.pokebatch.gateway.quota.QuotaLimits;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without its secret.
 *
 * @param name the owner of everything that is made with the key. Keys with the same name have the
 *     same owner, so that a new key can replace an old one
 * @param scopes what it allows
 * @param expiresAt from when on it is refused; null for never
 * @param sha256 the SHA-256 of its secret in 64 lower-case hexadecimal digits
 * @param quotas the quotas of its clients that differ from the usual ones
 */
public record ApiKey(
    String name,
    Set<Scope> scopes,
    @Nullable Instant expiresAt,
    String sha256,
    QuotaLimits quotas) {

  private static final int ID_DIGITS = 16;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Returns whether a text has the form of a name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns what names the key in paths and logs: the first 16 digits of its SHA-256. */
  public String id() {
    return sha256.substring(0, ID_DIGITS);
  }

  /** Returns whether it is refused. */
  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** Returns who uses it. */
  public Caller caller() {
    return new Caller(name, scopes, id(), quotas);
  }
}
