package dev.pokebatch.process.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes key pairs (P-256) and certificates for them (RFC 5280). */
final class Issuer {

  /** How long the certificate of an authority is valid. */
  static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_650);

  /** How long the certificate of a member is valid. */
  static final Duration MEMBER_VALIDITY = Duration.ofDays(365);

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final int SERIAL_BITS = 159; // RFC 5280, section 4.1.2.2: at most 20 octets

  private static final X500Name AUTHORITY = new X500Name("CN=Pokebatch private CA");
  private static final X500Name MEMBER = new X500Name("CN=Pokebatch member");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Issuer() {}

  /** Makes an authority that can issue certificates of members, and no further authorities. */
  static Issued authority() throws GeneralSecurityException, IOException {
    var pair = newPair();
    var builder = builder(AUTHORITY, AUTHORITY, pair, AUTHORITY_VALIDITY);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return sign(builder, pair, pair.getPrivate());
  }

  /**
   * Makes the certificate of a member: for servers and clients, and for the names of this machine.
   */
  static Issued member(Issued authority) throws GeneralSecurityException, IOException {
    var pair = newPair();
    var issuer = new JcaX509CertificateHolder(authority.certificate()).getSubject();
    var builder = builder(issuer, MEMBER, pair, MEMBER_VALIDITY);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "::1")
            }));
    return sign(builder, pair, authority.key());
  }

  private static KeyPair newPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair pair, Duration validity)
      throws GeneralSecurityException, IOException {
    var now = Instant.now();
    return new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, RANDOM),
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(now.plus(validity)),
            subject,
            pair.getPublic())
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
  }

  private static Issued sign(X509v3CertificateBuilder builder, KeyPair pair, PrivateKey signing)
      throws GeneralSecurityException {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(signing);
      var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      return new Issued(certificate, pair.getPrivate());
    } catch (OperatorCreationException unusable) {
      throw new GeneralSecurityException(unusable);
    }
  }
}
