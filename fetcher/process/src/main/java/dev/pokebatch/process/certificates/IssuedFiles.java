package dev.pokebatch.process.certificates;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * The two PEM files (RFC 7468) of a certificate and its private key (PKCS #8).
 *
 * @param certificate the file of the certificate, which everybody may read
 * @param key the file of the key, which its owner alone may read
 */
record IssuedFiles(Path certificate, Path key) {

  /**
   * Whether both exist.
   *
   * @throws IOException if only one does
   */
  boolean exist() throws IOException {
    if (Files.exists(certificate) != Files.exists(key)) {
      var there = Files.exists(key) ? key : certificate;
      var missing = Files.exists(key) ? certificate : key;
      throw new IOException(there + " exists, but not " + missing);
    }
    return Files.exists(key);
  }

  /** Reads both. */
  Issued read() throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(certificate)) {
      var read = CertificateFactory.getInstance("X.509").generateCertificate(in);
      return new Issued((X509Certificate) read, readKey());
    }
  }

  private PrivateKey readKey() throws IOException {
    try (var parser = new PEMParser(Files.newBufferedReader(key))) {
      if (parser.readObject() instanceof PrivateKeyInfo info) {
        return new JcaPEMKeyConverter().getPrivateKey(info);
      }
      throw new IOException(key + " is not a private key (PKCS #8, not encrypted)");
    }
  }

  /** Writes both, and replaces those that exist. */
  void write(Issued issued) throws IOException, GeneralSecurityException {
    write(key, "PRIVATE KEY", issued.key().getEncoded(), "rw-------");
    write(certificate, "CERTIFICATE", issued.certificate().getEncoded(), "rw-r--r--");
  }

  /** A process that reads the file at the same time finds all of it. */
  private static void write(Path file, String type, byte[] content, String permissions)
      throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var temporary = Files.createTempFile(folder, ".new-", ".pem"); // readable by its owner alone
    try (var writer = new PemWriter(Files.newBufferedWriter(temporary))) {
      writer.writeObject(new PemObject(type, content));
    }
    if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
    }
    Files.move(temporary, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }
}
