package de.asvumzug.bench;

import de.asvumzug.lab.LabSshd;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same job as an administrator types it, over the same OpenSSH server. */
final class ByHand {
  private final BenchServers servers;
  private final LabSshd sshd;
  private final Path folder;

  ByHand(BenchServers servers, LabSshd sshd, Path folder) {
    this.servers = servers;
    this.sshd = sshd;
    this.folder = folder;
  }

  /** One process each: {@code pg_dump -Fc}, {@code scp}, {@code pg_restore}. */
  Phases classic() throws Exception {
    clear();
    Path dump = folder.resolve("alt/classic.dump");
    Path copy = folder.resolve("neu/classic.dump");
    Phases phases = new Phases();
    phases.time("dump", () -> dump(dump, "-Fc"));
    phases.time("copy", () -> scp(dump, copy));
    phases.time("restore", () -> restore(copy, "classic"));
    return phases;
  }

  /** Two processes: {@code pg_dump -Fd -j2}, {@code rsync}, {@code pg_restore -j2}. */
  Phases expert() throws Exception {
    clear();
    Path dump = folder.resolve("alt/expert");
    Path copy = folder.resolve("neu/expert");
    Phases phases = new Phases();
    phases.time("dump", () -> dump(dump, "-Fd", "-j2"));
    phases.time("copy", () -> rsync(dump, copy));
    phases.time("restore", () -> restore(copy, "expert", "-j2"));
    return phases;
  }

  /** Whether the program is here ({@code apt-get install pgcopydb}). */
  static boolean hasPgcopydb() {
    return Files.isExecutable(Path.of("/usr/bin/pgcopydb"));
  }

  /**
   * From server to server with no file in between, two processes for tables and two for indexes.
   * Debian's 0.10 has no {@code compare} yet, so it proves nothing.
   */
  Phases pgcopydb() throws Exception {
    clear();
    Path work = folder.resolve("alt/pgcopydb");
    Phases phases = new Phases();
    phases.time("", () -> pgcopydb(work));
    return phases;
  }

  private Void pgcopydb(Path work) throws Exception {
    List<String> create = client("createdb", servers.fresh);
    create.addAll(List.of("--owner=asv", "--template=template0", "pgcopydb"));
    Shell.run(create);
    Shell.run(
        List.of(
            "pgcopydb",
            "clone",
            "--dir=" + work,
            "--source=" + address(servers.old, BenchServers.DATABASE),
            "--target=" + address(servers.fresh, "pgcopydb"),
            "--table-jobs=2",
            "--index-jobs=2"));
    return null;
  }

  private static String address(EmbeddedPostgres server, String database) {
    return "postgres://postgres@localhost:" + server.getPort() + "/" + database;
  }

  private void clear() throws Exception {
    for (String database : List.of("classic", "expert", "pgcopydb")) {
      BenchServers.run(
          servers.fresh, "postgres", "drop database if exists " + database + " with (force)");
    }
    for (String side : List.of("alt", "neu")) {
      Shell.run(List.of("rm", "-rf", folder.resolve(side).toString()));
      Files.createDirectories(folder.resolve(side));
    }
  }

  private Void dump(Path file, String... options) throws Exception {
    List<String> line = client("pg_dump", servers.old);
    line.addAll(List.of(options));
    line.addAll(List.of("-f", file.toString(), BenchServers.DATABASE));
    Shell.run(line);
    return null;
  }

  private Void restore(Path file, String database, String... options) throws Exception {
    List<String> create = client("createdb", servers.fresh);
    create.addAll(List.of("--owner=asv", "--template=template0", database));
    Shell.run(create);
    List<String> line = client("pg_restore", servers.fresh);
    line.addAll(List.of("--exit-on-error", "-d", database));
    line.addAll(List.of(options));
    line.add(file.toString());
    Shell.run(line);
    return null;
  }

  /** A file or a folder, to the new machine. */
  Void scp(Path from, Path to) throws Exception {
    List<String> line = new ArrayList<>(List.of("scp", "-q", "-r", "-P", "" + sshd.port()));
    line.addAll(access());
    line.addAll(List.of(from.toString(), user() + "@127.0.0.1:" + to));
    Shell.run(line);
    return null;
  }

  Void rsync(Path from, Path to) throws Exception {
    String shell = "ssh -p " + sshd.port() + " " + String.join(" ", access());
    String source = Files.isDirectory(from) ? from + "/" : from.toString();
    Shell.run(List.of("rsync", "-a", "-e", shell, source, user() + "@127.0.0.1:" + to));
    return null;
  }

  private List<String> access() {
    return List.of(
        "-i",
        sshd.key().toString(),
        "-o",
        "UserKnownHostsFile=" + sshd.knownHosts(),
        "-o",
        "BatchMode=yes");
  }

  static String user() {
    return System.getProperty("user.name");
  }

  private static List<String> client(String program, EmbeddedPostgres server) throws IOException {
    return new ArrayList<>(
        List.of(program, "-h", "localhost", "-p", "" + server.getPort(), "-U", "postgres"));
  }
}
