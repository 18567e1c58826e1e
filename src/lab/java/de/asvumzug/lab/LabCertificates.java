package de.asvumzug.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificates of a lab: an authority, the central system's own, one for each server. */
final class LabCertificates {
  private static final char[] OWN = "lab".toCharArray();
  private static final Duration LIFE = Duration.ofDays(3 * 365); // docs/domain.md §7: 3 years
  private final Path folder;
  private final String host;

  /** Uses the authority of the folder, or makes one for a central system on this computer. */
  LabCertificates(Path folder) throws IOException, GeneralSecurityException {
    this(folder, "localhost");
  }

  /**
   * Uses the authority of the folder, or makes one.
   *
   * @param host name by which the central system is reached
   */
  LabCertificates(Path folder, String host) throws IOException, GeneralSecurityException {
    this.host = host;
    this.folder = Files.createDirectories(folder);
    if (!Files.exists(authorityStore())) {
      KeyPair keys = keys();
      X509Certificate authority =
          sign("CN=Zentralsystem Lab CA", keys, null, keys.getPrivate(), Instant.now(), true);
      store(authorityStore(), OWN, keys.getPrivate(), authority);
      Files.writeString(trustFile(), pem(authority));
      KeyPair server = keys();
      store(
          serverStore(),
          OWN,
          server.getPrivate(),
          issue("CN=" + host, server, Instant.now()),
          authority);
    }
  }

  /** The authority's certificate, PEM. */
  Path trustFile() {
    return folder.resolve("ca.pem");
  }

  KeyStore server() throws IOException, GeneralSecurityException {
    return load(serverStore());
  }

  char[] serverPassword() {
    return OWN.clone();
  }

  X509Certificate authority() throws IOException, GeneralSecurityException {
    return (X509Certificate) load(authorityStore()).getCertificate("asv");
  }

  /** Writes a server's certificate (.p12) with its PIN. */
  void writeCertificate(Path file, String pin, boolean expired)
      throws IOException, GeneralSecurityException {
    write(file, pin, "CN=ASV-Betreiber Musterstadt,O=Sachaufwandstraeger Musterstadt", expired);
  }

  /** Writes the certificate of one school with its PIN. */
  void writeSchoolCertificate(Path file, String pin, String school)
      throws IOException, GeneralSecurityException {
    write(file, pin, "CN=Grundschule " + school, false);
  }

  private void write(Path file, String pin, String name, boolean expired)
      throws IOException, GeneralSecurityException {
    KeyPair keys = keys();
    Instant from = expired ? Instant.now().minus(LIFE).minus(Duration.ofDays(1)) : Instant.now();
    store(file, pin.toCharArray(), keys.getPrivate(), issue(name, keys, from), authority());
  }

  private X509Certificate issue(String name, KeyPair keys, Instant from)
      throws IOException, GeneralSecurityException {
    PrivateKey key = (PrivateKey) load(authorityStore()).getKey("asv", OWN);
    return sign(name, keys, authority(), key, from, false);
  }

  private X509Certificate sign(
      String name,
      KeyPair keys,
      X509Certificate issuer,
      PrivateKey issuerKey,
      Instant from,
      boolean authority)
      throws CertIOException, GeneralSecurityException {
    X500Name subject = new X500Name(name);
    X500Name issuerName =
        issuer == null
            ? subject
            : X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuerName,
            new BigInteger(63, ThreadLocalRandom.current()),
            Date.from(from.minus(Duration.ofHours(1))),
            Date.from(from.plus(LIFE)),
            subject,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (name.equals("CN=" + host)) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, host),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
    }
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static void store(Path file, char[] password, PrivateKey key, Certificate... chain)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("asv", key, password, chain);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), OWN);
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8));
    return "-----BEGIN CERTIFICATE-----\n"
        + encoder.encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private Path authorityStore() {
    return folder.resolve("ca.p12");
  }

  private Path serverStore() {
    return folder.resolve("server.p12");
  }
}
