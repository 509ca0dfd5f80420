package dev.pokebatch.process.tls;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of PEM blocks (RFC 7468).
 *
 * @param setting name of the setting that contains the path
 * @param path path of the file; may be a symbolic link
 */
record PemFile(String setting, Path path) {

  /**
   * Reads the whole file. Blocks.
   *
   * @throws InvalidCertificates if it cannot be read
   */
  Buffer read() {
    try {
      return Buffer.buffer(Files.readAllBytes(path));
    } catch (IOException unreadable) {
      throw new InvalidCertificates(setting + " cannot be read: " + path, unreadable);
    }
  }
}
