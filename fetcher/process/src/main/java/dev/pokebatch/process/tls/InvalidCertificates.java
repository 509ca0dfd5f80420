package dev.pokebatch.process.tls;

/** PEM files that cannot be used. The message names the setting and the fault, in one line. */
public final class InvalidCertificates extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidCertificates(String message) {
    super(message);
  }

  InvalidCertificates(String message, Throwable cause) {
    super(message, cause);
  }
}
