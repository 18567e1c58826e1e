package de.asvumzug.check;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Self-signed certificates, as .p12. */
public final class TestCertificates {

  private TestCertificates() {}

  public static KeyStore store(String name, Instant from, Instant until) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X500Name subject = new X500Name("CN=" + name);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.valueOf(from.toEpochMilli()),
            Date.from(from),
            Date.from(until),
            subject,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("asv", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
    return store;
  }

  public static byte[] p12(KeyStore store, String pin) throws Exception {
    KeyStore copy = KeyStore.getInstance("PKCS12");
    copy.load(null, null);
    copy.setKeyEntry(
        "asv",
        store.getKey("asv", new char[0]),
        pin.toCharArray(),
        store.getCertificateChain("asv"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    copy.store(out, pin.toCharArray());
    return out.toByteArray();
  }
}
