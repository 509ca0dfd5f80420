package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.process.certificates.CertificatesCommand;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that the command {@code certificates} made for a test.
 *
 * @param folder where they are
 */
public record TestCertificates(Path folder) {

  private static final String AUTHORITY = "ca.pem";

  /** Makes an authority and a certificate of members. */
  public static TestCertificates make(Path folder) {
    var made = new TestCertificates(folder);
    made.run();
    return made;
  }

  /** Replaces the certificate of members. */
  public void renew() {
    run("--renew");
  }

  private void run(String... options) {
    var arguments = new ArrayList<>(List.of(options));
    arguments.add(folder.toString());
    assertThat(CertificatesCommand.run(arguments, System.out)).isNull();
  }

  /** The settings of a member of the cluster. */
  public Map<String, String> ofMember() {
    return Map.of(
        "CLUSTER_CERT_FILE", file("member.pem"),
        "CLUSTER_KEY_FILE", file("member-key.pem"),
        "CLUSTER_CA_FILE", file("ca.pem"));
  }

  /** The settings of a gateway whose clients use TLS. */
  public Map<String, String> ofHttp() {
    return Map.of("HTTP_CERT_FILE", file("member.pem"), "HTTP_KEY_FILE", file("member-key.pem"));
  }

  /** Copies files of this one's folder over those of another's, as an operator does. */
  public void copyTo(TestCertificates other, String... names) {
    for (var name : names) {
      try {
        Files.copy(
            folder.resolve(name), other.folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** Makes peers with certificates of another authority acceptable too. */
  public void trustAlso(TestCertificates other) {
    try {
      Files.write(folder.resolve(AUTHORITY), other.bytes(AUTHORITY), StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  /** The serial number of the certificate of members. */
  public BigInteger serial() {
    return read("member.pem").getSerialNumber();
  }

  private X509Certificate read(String name) {
    try {
      var in = new ByteArrayInputStream(bytes(name));
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException failed) {
      throw new AssertionError(failed);
    }
  }

  /** A client that trusts the authority, and has no certificate. */
  public SSLContext client() {
    return context(null);
  }

  /** A client that trusts the authority, and has a certificate of another one. */
  public SSLContext clientWith(TestCertificates other) {
    var keys =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(other.bytes("member.pem")))
            .addKeyValue(Buffer.buffer(other.bytes("member-key.pem")));
    try {
      return context(keys.getKeyManagerFactory(null).getKeyManagers());
    } catch (Exception failed) { // Vert.x declares no other
      throw new AssertionError(failed);
    }
  }

  private SSLContext context(KeyManager @Nullable [] keys) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("authority", read("ca.pem"));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
