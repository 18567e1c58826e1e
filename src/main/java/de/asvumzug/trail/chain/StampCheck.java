package de.asvumzug.trail.chain;

import de.asvumzug.trail.key.TrailKeyProblem;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/** Checks time stamps (RFC 3161) by the authority's certificate. */
public final class StampCheck {
  private final X509CertificateHolder trusted;

  /**
   * @param at the authority's time
   * @param authority its name as the certificate has it
   */
  public record Stamped(Instant at, String authority) {}

  /** German; why a stamp does not count. */
  public static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  /**
   * @param authority PEM file with the authority's certificate or the one that issued it; null to
   *     take the certificate that a stamp brings along
   */
  public StampCheck(Path authority) {
    this.trusted = authority == null ? null : certificate(authority);
  }

  /** Whether the authority itself is checked. */
  public boolean trusted() {
    return trusted != null;
  }

  /**
   * @param token Base64
   * @param hash hash of the entry that it must be for
   */
  public Stamped check(String token, String hash) throws Fault {
    try {
      return check(new TimeStampToken(new CMSSignedData(Base64.getDecoder().decode(token))), hash);
    } catch (TSPException | CMSException | IOException | IllegalArgumentException e) {
      throw new Fault("Er ist nicht lesbar (" + e.getMessage() + ").");
    }
  }

  public Stamped check(TimeStampToken token, String hash) throws Fault {
    if (!token.getTimeStampInfo().getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
        || !Arrays.equals(token.getTimeStampInfo().getMessageImprintDigest(), imprint(hash))) {
      throw new Fault("Er ist für etwas anderes ausgestellt.");
    }
    X509CertificateHolder signer = signer(token);
    try {
      // Checks the signature, the purpose of the certificate, and that it was valid at that time.
      token.validate(
          new JcaSimpleSignerInfoVerifierBuilder()
              .setProvider(new BouncyCastleProvider())
              .build(signer));
    } catch (TSPException | OperatorCreationException | CertificateException e) {
      throw new Fault("Die Unterschrift stimmt nicht (" + e.getMessage() + ").");
    }
    if (trusted != null && !signer.equals(trusted) && !issued(signer)) {
      throw new Fault(
          "Er ist von „%s“ unterschrieben, dem das eingestellte Zertifikat („%s“) nicht gilt."
              .formatted(signer.getSubject(), trusted.getSubject()));
    }
    return new Stamped(
        token.getTimeStampInfo().getGenTime().toInstant(), signer.getSubject().toString());
  }

  /** What the authority signs: a hash of the hash, since it never sees what it is for. */
  static byte[] imprint(String hash) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(hash.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private X509CertificateHolder signer(TimeStampToken token) throws Fault {
    @SuppressWarnings("unchecked")
    Collection<X509CertificateHolder> found = token.getCertificates().getMatches(token.getSID());
    if (!found.isEmpty()) {
      return found.iterator().next();
    }
    if (trusted != null && token.getSID().match(trusted)) {
      return trusted;
    }
    throw new Fault("Das Zertifikat der Stelle fehlt.");
  }

  private boolean issued(X509CertificateHolder signer) {
    try {
      return signer.getIssuer().equals(trusted.getSubject())
          && signer.isSignatureValid(
              new JcaContentVerifierProviderBuilder()
                  .setProvider(new BouncyCastleProvider())
                  .build(trusted));
    } catch (OperatorCreationException | CertException | CertificateException e) {
      return false;
    }
  }

  private static X509CertificateHolder certificate(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
        PEMParser parser = new PEMParser(reader)) {
      if (parser.readObject() instanceof X509CertificateHolder certificate) {
        return certificate;
      }
    } catch (IOException e) {
      throw new TrailKeyProblem(
          "Das Zertifikat der Zeitstempelstelle " + file + " lässt sich nicht lesen.", e);
    }
    throw new TrailKeyProblem(
        "In " + file + " steht kein Zertifikat (PEM) einer Zeitstempelstelle.");
  }
}
