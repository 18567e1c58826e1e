package de.asvumzug.backup.vault.tool;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes AES-GCM fast at once. Java calls the processor's own instructions only in code that was
 * called often enough to be compiled, and a file in segments of 1 MiB calls it far too seldom: 75
 * MB/s were measured over gigabytes, and 4.7 GB/s after these 200 ms (Java 17).
 */
final class WarmUp {
  private static final int TIMES = 5000;
  private static final int BYTES = 512;
  private static final int TAG = 16;
  private static final int NONCE = 12;

  /** Below this the warm-up takes longer than the slow way. */
  private static final long WORTH_IT = 8 << 20;

  private final AtomicLong expected = new AtomicLong();
  private final AtomicBoolean done = new AtomicBoolean();

  /** Before so many bytes are encrypted or decrypted. */
  void before(long bytes) {
    if (expected.addAndGet(bytes) > WORTH_IT && done.compareAndSet(false, true)) {
      try {
        run();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has AES-GCM", e);
      }
    }
  }

  private static void run() throws GeneralSecurityException {
    SecretKeySpec key = new SecretKeySpec(new byte[StreamCipher.KEY], "AES");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    ByteBuffer plain = ByteBuffer.allocate(BYTES);
    ByteBuffer sealed = ByteBuffer.allocate(BYTES + TAG);
    ByteBuffer nonce = ByteBuffer.allocate(NONCE);
    for (int i = 0; i < TIMES; i++) {
      GCMParameterSpec once =
          new GCMParameterSpec(TAG * Byte.SIZE, nonce.putInt(0, i).array().clone());
      cipher.init(Cipher.ENCRYPT_MODE, key, once);
      cipher.doFinal(plain, sealed);
      plain.clear();
      sealed.clear();
      cipher.init(Cipher.DECRYPT_MODE, key, once);
      cipher.doFinal(sealed, plain);
      plain.clear();
      sealed.clear();
    }
  }
}
