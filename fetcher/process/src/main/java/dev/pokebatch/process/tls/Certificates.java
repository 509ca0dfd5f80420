package dev.pokebatch.process.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * A certificate with its private key, and the authorities that peers are trusted for. Checked: the
 * key belongs to the certificate, which is valid now and issued by one of the authorities.
 * Immutable.
 */
public final class Certificates {

  private static final byte[] SAMPLE = {1, 2, 3, 4};

  private final CertificateFiles.Contents contents;
  private final X509Certificate certificate;

  private Certificates(CertificateFiles.Contents contents, X509Certificate certificate) {
    this.contents = contents;
    this.certificate = certificate;
  }

  static Certificates of(CertificateFiles files, CertificateFiles.Contents contents) {
    var chain = chain(files, contents);
    var all = new Certificates(contents, chain[0]);
    all.checkKey(files);
    all.checkIssuer(files, chain);
    return all;
  }

  CertificateFiles.Contents contents() {
    return contents;
  }

  /** The certificate and its key, for TLS. */
  public KeyCertOptions keys() {
    return new PemKeyCertOptions().addCertValue(contents.certificate()).addKeyValue(contents.key());
  }

  /**
   * The authorities, for TLS.
   *
   * @throws IllegalStateException if peers need no certificates
   */
  public TrustOptions trust() {
    if (contents.authority() == null) {
      throw new IllegalStateException("there are no authorities");
    }
    return new PemTrustOptions().addCertValue(contents.authority());
  }

  /** The end of the certificate's validity. */
  public Instant end() {
    return certificate.getNotAfter().toInstant();
  }

  /** The certificate's subject and the end of its validity. */
  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName() + ", valid until " + end();
  }

  private static X509Certificate[] chain(
      CertificateFiles files, CertificateFiles.Contents contents) {
    var chain = read(files.certificate(), contents.certificate());
    try {
      chain[0].checkValidity();
      return chain;
    } catch (CertificateException invalid) {
      throw invalid(files.certificate(), "is not valid now", invalid);
    }
  }

  private static X509Certificate[] read(PemFile file, Buffer content) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var in = new ByteArrayInputStream(content.getBytes());
      var found = factory.generateCertificates(in).toArray(X509Certificate[]::new);
      if (found.length > 0) {
        return found;
      }
      throw new CertificateException("it is empty");
    } catch (CertificateException invalid) {
      throw invalid(file, "contains no certificate that can be read", invalid);
    }
  }

  /** Signs with the key, and verifies the signature with the certificate. */
  private void checkKey(CertificateFiles files) {
    boolean matches;
    try {
      var key = privateKey();
      var algorithm = certificate.getPublicKey().getAlgorithm();
      var signature =
          Signature.getInstance("SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm));
      signature.initSign(key);
      signature.update(SAMPLE);
      var signed = signature.sign();
      signature.initVerify(certificate);
      signature.update(SAMPLE);
      matches = signature.verify(signed);
    } catch (GeneralSecurityException different) {
      matches = false;
    } catch (Exception unreadable) { // Vert.x reads the file, and throws what it likes
      throw invalid(files.key(), "is not a private key (EC or RSA, not encrypted)", unreadable);
    }
    if (!matches) {
      throw new InvalidCertificates(
          files.key().setting() + " is not the key of " + files.certificate().setting());
    }
  }

  private PrivateKey privateKey() throws Exception {
    var managers = keys().getKeyManagerFactory(null).getKeyManagers(); // null: nothing is read
    var manager = (X509KeyManager) managers[0];
    for (var type : new String[] {"EC", "RSA"}) {
      var aliases = manager.getServerAliases(type, null);
      if (aliases != null && aliases.length > 0) {
        return manager.getPrivateKey(aliases[0]);
      }
    }
    throw new CertificateException("neither EC nor RSA");
  }

  /** Peers will check the same. */
  private void checkIssuer(CertificateFiles files, X509Certificate[] chain) {
    var authority = files.authority();
    if (authority == null || contents.authority() == null) {
      return;
    }
    try {
      var manager = trusting(read(authority, contents.authority()));
      manager.checkClientTrusted(chain, certificate.getPublicKey().getAlgorithm());
      manager.checkServerTrusted(chain, "UNKNOWN"); // as TLS 1.3 does
    } catch (GeneralSecurityException | IOException untrusted) {
      var words = "is not issued by " + authority.setting() + " for clients and servers";
      throw invalid(files.certificate(), words, untrusted);
    }
  }

  private static X509TrustManager trusting(X509Certificate[] authorities)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (var i = 0; i < authorities.length; i++) {
      store.setCertificateEntry("authority " + i, authorities[i]);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private static InvalidCertificates invalid(PemFile file, String words, Exception why) {
    var message = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
    return new InvalidCertificates(
        file.setting() + " " + words + ": " + file.path() + ": " + message, why);
  }
}
