package de.asvumzug.backup.vault.tool;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters.HashType;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Encrypts and decrypts single files in segments of 1 MiB, each proven by itself: what was changed,
 * cut, or put in another file's place is never handed out, and the segment is known. A file's name
 * is bound to its content as associated data.
 */
public final class StreamCipher {
  /** As Tink calls these parameters; whoever knows them can read the files without this program. */
  public static final String METHOD = "AES256_GCM_HKDF_1MB";

  /** Bytes of a key. */
  public static final int KEY = 32;

  static final int SEGMENT = 1 << 20;

  /** Its own length, a salt, and the beginning of all nonces. */
  private static final int HEADER = 1 + KEY + 7;

  private static final int TAG = 16;

  private final StreamingAead aead;
  private final WarmUp warmUp = new WarmUp();

  public StreamCipher(byte[] key) {
    try {
      AesGcmHkdfStreamingParameters parameters =
          AesGcmHkdfStreamingParameters.builder()
              .setKeySizeBytes(KEY)
              .setDerivedAesGcmKeySizeBytes(KEY)
              .setHkdfHashType(HashType.SHA256)
              .setCiphertextSegmentSizeBytes(SEGMENT)
              .build();
      this.aead =
          AesGcmHkdfStreaming.create(
              AesGcmHkdfStreamingKey.create(
                  parameters, SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get())));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a key of " + KEY + " bytes", e);
    }
  }

  /**
   * What became of a file.
   *
   * @param plainSha256 empty if it was not asked for
   */
  record Closed(long plainSize, String plainSha256, long size, String sha256) {}

  /**
   * Encrypts a file; what it is written to is on the disk when this returns.
   *
   * @param name what the file is to be recognised by
   * @param sum whether the checksum of the plain bytes is wanted as well
   */
  Closed close(Path plain, Path sealed, String name, boolean sum) throws IOException {
    warmUp.before(Files.size(plain));
    MessageDigest plainSum = sum ? digest() : null;
    DurableFile out = new DurableFile(sealed);
    long bytes = 0;
    try (FileChannel in = FileChannel.open(plain);
        WritableByteChannel cipher = encrypting(out, name)) {
      ByteBuffer block = ByteBuffer.allocate(SEGMENT);
      while (in.read(block) >= 0) {
        block.flip();
        bytes += block.remaining();
        if (plainSum != null) {
          plainSum.update(block.duplicate());
        }
        while (block.hasRemaining()) {
          cipher.write(block);
        }
        block.clear();
      }
    } finally {
      out.close();
    }
    String plainSha256 = plainSum == null ? "" : HexFormat.of().formatHex(plainSum.digest());
    return new Closed(bytes, plainSha256, out.size(), out.sha256());
  }

  private WritableByteChannel encrypting(DurableFile out, String name) throws IOException {
    try {
      return aead.newEncryptingChannel(out, bytes(name));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /**
   * Decrypts a file; what has been written before a failure is true, but not all.
   *
   * @throws DamagedFile if it is not the file that was encrypted under this name with this key
   */
  void open(Path sealed, WritableByteChannel out, String name) throws IOException {
    warmUp.before(Files.size(sealed));
    ByteBuffer block = ByteBuffer.allocate(SEGMENT);
    long done = 0;
    try (Disk disk = new Disk(FileChannel.open(sealed));
        ReadableByteChannel plain = decrypting(disk, name)) {
      while (read(plain, disk, block, done)) {
        block.flip();
        done += block.remaining();
        while (block.hasRemaining()) {
          out.write(block);
        }
        block.clear();
      }
    }
  }

  private static boolean read(ReadableByteChannel plain, Disk disk, ByteBuffer block, long done)
      throws IOException {
    try {
      return plain.read(block) >= 0;
    } catch (IOException e) {
      if (disk.failed()) {
        throw e;
      }
      throw new DamagedFile(segment(done + block.position()), SEGMENT);
    }
  }

  /** Number of the segment, from 0, in which the plain byte of that number lies. */
  private static long segment(long plain) {
    long first = SEGMENT - HEADER - TAG;
    return plain < first ? 0 : 1 + (plain - first) / (SEGMENT - TAG);
  }

  private ReadableByteChannel decrypting(Disk in, String name) throws IOException {
    try {
      return aead.newDecryptingChannel(in, bytes(name));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells a disk that cannot be read from content that is not true. */
  private static final class Disk implements ReadableByteChannel {
    private final FileChannel file;
    private boolean failed;

    Disk(FileChannel file) {
      this.file = file;
    }

    boolean failed() {
      return failed;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      try {
        return file.read(bytes);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
