package de.asvumzug.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder as a file system of its own, which can be filled up. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private boolean full;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Empty where this computer lets nobody mount. */
  public static Optional<SmallDisk> at(Path folder, String user, int megabytes) throws Exception {
    Files.createDirectories(folder);
    boolean mounted =
        run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + megabytes + "m,mode=0755",
            "tmpfs",
            folder.toString());
    if (!mounted) {
      return Optional.empty();
    }
    run("chown", user, folder.toString());
    return Optional.of(new SmallDisk(folder));
  }

  /** Of a run that was killed. */
  public static void unmountBelow(Path folder) throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
      String place = line.split(" ")[1];
      if (place.startsWith(folder + "/")) {
        run("umount", "-l", place);
      }
    }
  }

  public void fill() throws Exception {
    full = true;
    run("dd", "if=/dev/zero", "of=" + ballast(), "bs=1M", "status=none");
    run("sh", "-c", "cat /dev/zero >>\"$0\"", ballast().toString());
  }

  public void free() throws IOException {
    full = false;
    Files.deleteIfExists(ballast());
  }

  public boolean isFull() {
    return full;
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  @Override
  public void close() throws Exception {
    run("umount", "-l", folder.toString());
  }
}
