package dev.pokebatch.process.tls;

import dev.pokebatch.process.settings.Settings;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files of a server, or of a member of the cluster.
 *
 * @param certificate the certificate, followed by intermediate ones
 * @param key its private key, not encrypted
 * @param authority certificates of the authorities that peers must have theirs from; null if peers
 *     need none
 */
public record CertificateFiles(PemFile certificate, PemFile key, @Nullable PemFile authority) {

  /**
   * What the files contain.
   *
   * @param certificate the file with the certificate
   * @param key the file with its private key
   * @param authority the file with the authorities, or null
   */
  record Contents(Buffer certificate, Buffer key, @Nullable Buffer authority) {}

  /**
   * Reads the names of the files of a server whose clients need no certificates.
   *
   * @return null if neither setting is set; a fault is recorded if only one is
   */
  public static @Nullable CertificateFiles read(Settings settings, String certificate, String key) {
    var files = files(settings, certificate, key);
    return files.isEmpty() ? null : new CertificateFiles(files.get(0), files.get(1), null);
  }

  /**
   * Reads the names of the files of a process whose peers need certificates, too.
   *
   * @return null if no setting is set; a fault is recorded if only some are
   */
  public static @Nullable CertificateFiles read(
      Settings settings, String certificate, String key, String authority) {
    var files = files(settings, certificate, key, authority);
    return files.isEmpty() ? null : new CertificateFiles(files.get(0), files.get(1), files.get(2));
  }

  /** Returns all of the files, or none if one is missing. */
  private static List<PemFile> files(Settings settings, String... names) {
    var files = new ArrayList<PemFile>();
    var missing = new ArrayList<String>();
    for (var name : names) {
      var path = settings.text(name, "");
      if (path.isEmpty()) {
        missing.add(name);
      } else {
        files.add(new PemFile(name, Path.of(path)));
      }
    }
    if (!files.isEmpty() && !missing.isEmpty()) {
      var also = "must be set too, because " + files.get(0).setting() + " is set";
      missing.forEach(name -> settings.fault(name, also));
    }
    return missing.isEmpty() ? files : List.of();
  }

  /**
   * Reads and checks the files. Blocks.
   *
   * @throws InvalidCertificates if they cannot be used
   */
  public Certificates load() {
    return Certificates.of(this, contents());
  }

  Contents contents() {
    return new Contents(
        certificate.read(), key.read(), authority == null ? null : authority.read());
  }
}
