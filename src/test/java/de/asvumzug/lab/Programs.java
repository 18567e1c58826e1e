package de.asvumzug.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Runs the lab's programs the way a technician would. */
final class Programs {
  private Programs() {}

  record Result(int exitCode, String output) {}

  static Result run(Path program, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("sh", program.toString()));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    return new Result(process.waitFor(), output);
  }

  static Path unzip(Path zip, Path folder) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.copy(in, target);
      }
    }
    return folder;
  }

  /** The installer's command line for the new machine of a lab. */
  static String[] installArguments(Lab lab, String... more) {
    LabMachine neu = lab.neu();
    Path secrets = lab.folder().resolve("secrets");
    List<String> line =
        new ArrayList<>(
            List.of(
                "--directory", neu.installation().toString(),
                "--variant", lab.isEnterprise() ? "ENTERPRISE" : "SCHOOL",
                "--certificate", neu.packages().resolve("zertifikat.p12").toString(),
                "--pin-file", secrets.resolve("asv-zertifikat-pin").toString(),
                "--client-port", Integer.toString(neu.clientPort()),
                "--address", "127.0.0.1",
                "--services", "yes"));
    if (lab.isEnterprise()) {
      line.addAll(
          List.of(
              "--database-host", "localhost",
              "--database-port", Integer.toString(neu.postgresPort().orElseThrow()),
              "--database-name", "asv",
              "--database-owner", "asv",
              "--database-administrator", "postgres",
              "--database-password-file", secrets.resolve("asv-neu-postgres").toString()));
    }
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }
}
