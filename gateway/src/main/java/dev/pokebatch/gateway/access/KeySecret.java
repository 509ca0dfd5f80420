package dev.pokebatch.gateway.access;

import dev.pokebatch.process.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secrets of API keys: {@code pb_} and 256 random bits in base64url (RFC 4648, section 5)
 * without padding. Only their SHA-256 is stored. (A secret cannot be guessed, so that the hash
 * needs neither salt nor many rounds.)
 */
public final class KeySecret {

  private static final String PREFIX = "pb_";
  private static final int BYTES = 32;
  private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private KeySecret() {}

  /** Returns a new secret. */
  public static String create() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns whether a text has the form of a secret. */
  static boolean isSecret(String text) {
    return SECRET.matcher(text).matches();
  }

  /** Returns the SHA-256 of a secret in lower-case hexadecimal digits. */
  public static String sha256(String secret) {
    var bytes = secret.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(Sha256.newDigest().digest(bytes));
  }
}
