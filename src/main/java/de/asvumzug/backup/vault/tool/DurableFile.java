package de.asvumzug.backup.vault.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A new file that is on the disk when it has been closed, with the checksum of what was written. A
 * large one is brought to the disk while it is still written to, so that its end does not wait for
 * all of it.
 */
final class DurableFile implements WritableByteChannel {
  private static final long EVERY = 32 << 20;

  private final FileChannel file;
  private final MessageDigest sum = StreamCipher.digest();
  private long size;
  private long waiting;
  private ExecutorService beside;
  private Future<?> begun;

  DurableFile(Path path) throws IOException {
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    sum.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    size += length;
    waiting += length;
    if (waiting >= EVERY && (begun == null || begun.isDone())) {
      waiting = 0;
      bringToDisk();
    }
    return length;
  }

  private void bringToDisk() {
    if (beside == null) {
      beside = Executors.newSingleThreadExecutor();
    }
    begun =
        beside.submit(
            () -> {
              file.force(false);
              return null;
            });
  }

  long size() {
    return size;
  }

  String sha256() {
    return HexFormat.of().formatHex(sum.digest());
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (!file.isOpen()) {
      return;
    }
    try {
      if (begun != null) {
        begun.get();
      }
      file.force(true);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("unterbrochen", e);
    } finally {
      if (beside != null) {
        beside.shutdown();
      }
      file.close();
    }
  }
}
