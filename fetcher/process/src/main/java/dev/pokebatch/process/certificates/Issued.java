package dev.pokebatch.process.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A certificate with its private key.
 *
 * @param certificate the certificate
 * @param key its private key
 */
record Issued(X509Certificate certificate, PrivateKey key) {

  /** Whether it is valid for at least that long. */
  boolean isValidFor(Duration time) {
    return certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(time));
  }

  /** The day on which it expires (UTC). */
  String lastDay() {
    return certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
