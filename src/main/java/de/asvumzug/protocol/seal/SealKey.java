package de.asvumzug.protocol.seal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** An Ed25519 key (RFC 8032) that protocols are signed with. */
public final class SealKey {
  private final Ed25519PrivateKeyParameters secret;

  private SealKey(Ed25519PrivateKeyParameters secret) {
    this.secret = secret;
  }

  static SealKey create() {
    return new SealKey(new Ed25519PrivateKeyParameters(new SecureRandom()));
  }

  /**
   * @param pem as {@code openssl genpkey -algorithm ed25519} writes it
   * @throws IllegalArgumentException if it is something else
   */
  public static SealKey of(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      if (parser.readObject() instanceof PrivateKeyInfo info
          && PrivateKeyFactory.createKey(info) instanceof Ed25519PrivateKeyParameters key) {
        return new SealKey(key);
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("no Ed25519 key", e);
    }
    throw new IllegalArgumentException("no Ed25519 key");
  }

  /**
   * The 32 bytes of a public key in hex.
   *
   * @param pem as {@code openssl pkey -pubout} writes it
   * @throws IllegalArgumentException if it is something else
   */
  public static String publicKeyOf(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      if (parser.readObject() instanceof SubjectPublicKeyInfo info) {
        AsymmetricKeyParameter key = PublicKeyFactory.createKey(info);
        if (key instanceof Ed25519PublicKeyParameters open) {
          return HexFormat.of().formatHex(open.getEncoded());
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("no public Ed25519 key", e);
    }
    throw new IllegalArgumentException("no public Ed25519 key");
  }

  /** PEM, PKCS#8. */
  String pem() throws IOException {
    return pem(PrivateKeyInfoFactory.createPrivateKeyInfo(secret));
  }

  /** PEM of the public key, to be handed to whoever checks. */
  public String publicPem() throws IOException {
    return pem(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(secret.generatePublicKey()));
  }

  private static String pem(Object key) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(key);
    }
    return text.toString();
  }

  /** Computed from the public key: 16 hex digits of its SHA-256. */
  public String id() {
    return id(publicKey());
  }

  static String id(String publicKey) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(publicKey));
      return HexFormat.of().formatHex(hash).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** 32 bytes in hex. */
  String publicKey() {
    return HexFormat.of().formatHex(secret.generatePublicKey().getEncoded());
  }

  /** 64 bytes in hex. */
  String sign(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, secret);
    signer.update(message, 0, message.length);
    return HexFormat.of().formatHex(signer.generateSignature());
  }

  static boolean fits(String publicKey, byte[] message, String signature) {
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(HexFormat.of().parseHex(publicKey)));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(HexFormat.of().parseHex(signature));
  }

  @Override
  public String toString() {
    return "key " + id();
  }
}
