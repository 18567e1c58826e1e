package de.asvumzug.backup;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.SshAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pair of keys for one transfer: made on the old machine, whose private half never leaves it, let
 * in on the new machine for writing files and nothing else, and for a limited time. Taken away
 * afterwards; doing so again finds nothing more.
 */
final class OneTimeKey {
  /** What a transfer asks of an SFTP server: it can neither read, list, rename nor remove. */
  private static final String ALLOWED = "realpath,stat,lstat,fstat,open,write,close,limits";

  private static final Duration VALID = Duration.ofHours(48);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

  private final Host from;
  private final Host to;
  private final SshAddress address;
  private final String migrationId;
  private String path;

  private OneTimeKey(Host from, Host to, SshAddress address, String migrationId) {
    this.from = from;
    this.to = to;
    this.address = address;
    this.migrationId = migrationId;
  }

  /** Empty if the new machine lets nobody in directly. */
  static Optional<OneTimeKey> between(Host from, Host to, String migrationId) {
    return to.sshAddress().map(address -> new OneTimeKey(from, to, address, migrationId));
  }

  String keyFile() {
    return folder() + "/key";
  }

  String knownHosts() {
    return folder() + "/known_hosts";
  }

  /** Makes the pair and lets it in. */
  void make() throws IOException, InterruptedException {
    remove();
    String parent = folder().substring(0, folder().lastIndexOf('/'));
    PrivateFolder.create(from, parent);
    PrivateFolder.create(from, folder());
    CommandResult made =
        from.run(
            Command.of(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", mark(), "-f", keyFile()));
    if (!made.succeeded()) {
      throw new IOException("ssh-keygen: " + made.errors().strip());
    }
    from.files().writeText(knownHosts(), known());
    letIn(from.files().readText(keyFile() + ".pub").strip());
  }

  private String known() {
    String name =
        address.port() == 22 ? address.address() : "[" + address.address() + "]:" + address.port();
    return address.hostKeys().stream()
        .map(key -> name + " " + key + "\n")
        .collect(Collectors.joining());
  }

  private void letIn(String publicKey) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(others());
    // Read there in the machine's own zone, an hour or two off; two days leave room for that.
    String until = DAY_AND_TIME.format(to.clock().plus(VALID));
    lines.add(
        "restrict,expiry-time=\""
            + until
            + "\",command=\"internal-sftp -p "
            + ALLOWED
            + "\" "
            + publicKey);
    String folder = path().substring(0, path().lastIndexOf('/'));
    PrivateFolder.create(to, folder);
    boolean there = to.files().stat(path()).isPresent();
    write(lines);
    if (!there) {
      PrivateFolder.seal(to, path());
    }
  }

  /** Takes the key away on both machines; whether there was one. */
  boolean remove() throws IOException, InterruptedException {
    boolean there = from.files().stat(folder()).isPresent();
    if (to.files().stat(path()).isPresent()) {
      List<String> others = others();
      if (others.size() < lines().size()) {
        write(others);
        there = true;
      }
    }
    from.files().delete(folder());
    return there;
  }

  private List<String> lines() throws IOException, InterruptedException {
    HostFiles files = to.files();
    return files.stat(path()).isPresent() ? files.readText(path()).lines().toList() : List.of();
  }

  private List<String> others() throws IOException, InterruptedException {
    return lines().stream().filter(line -> !line.endsWith(" " + mark())).toList();
  }

  private void write(List<String> lines) throws IOException, InterruptedException {
    to.files().writeText(path(), lines.stream().map(l -> l + "\n").collect(Collectors.joining()));
  }

  /** The list of keys of the log-in, which may be given relative to its home. */
  private String path() throws IOException, InterruptedException {
    if (path == null) {
      path = address.authorizedKeys();
      if (!path.startsWith("/")) {
        CommandResult home = to.run(Command.of("printenv", "HOME"));
        if (!home.succeeded() || !home.output().startsWith("/")) {
          throw new IOException("Auf " + to.name() + " ist der Ordner der Anmeldung unbekannt");
        }
        path = home.output().strip() + "/" + path;
      }
    }
    return path;
  }

  private String mark() {
    return "asv-umzug-" + migrationId;
  }

  private String folder() {
    return from.workFolder() + "/direct/" + migrationId;
  }
}
