package de.asvumzug.backup.transfer;

import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.Scripts;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.ssh.SshAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pair of keys for one transfer: made on the old machine, whose private half never leaves it, let
 * in on the new machine for adding to partial files below one folder and nothing else, and for a
 * limited time. Taken away afterwards; doing so again finds nothing more.
 */
public final class OneTimeKey {
  /** Names that mean nothing but themselves in a list of keys, a shell and a line of text. */
  static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+@=,-]+");

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
  public static Optional<OneTimeKey> between(Host from, Host to, String migrationId) {
    return to.sshAddress().map(address -> new OneTimeKey(from, to, address, migrationId));
  }

  public String keyFile() {
    return folder() + "/key";
  }

  public String knownHosts() {
    return folder() + "/known_hosts";
  }

  /** The program on the old machine that sends. */
  String sender() {
    return folder() + "/send.sh";
  }

  /**
   * Makes the pair and lets it in.
   *
   * @param target the only folder that it may write to
   */
  public void make(String target) throws IOException, InterruptedException {
    remove();
    PrivateFolder.create(from, parent(folder()));
    PrivateFolder.create(from, folder());
    CommandResult made =
        from.run(
            Command.of(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", mark(), "-f", keyFile()));
    if (!made.succeeded()) {
      throw new IOException("ssh-keygen: " + made.errors().strip());
    }
    from.files().writeText(knownHosts(), known());
    from.files().writeText(sender(), Scripts.resource("send.sh"));
    letIn(target, from.files().readText(keyFile() + ".pub").strip());
  }

  private String known() {
    String name =
        address.port() == 22 ? address.address() : "[" + address.address() + "]:" + address.port();
    return address.hostKeys().stream()
        .map(key -> name + " " + key + "\n")
        .collect(Collectors.joining());
  }

  private void letIn(String target, String publicKey) throws IOException, InterruptedException {
    PrivateFolder.create(to, parent(receiverFolder()));
    PrivateFolder.create(to, receiverFolder());
    String receiver = receiverFolder() + "/take.sh";
    to.files().writeText(receiver, Scripts.resource("take.sh"));
    // Read there in the machine's own zone, an hour or two off; two days leave room for that.
    String until = DAY_AND_TIME.format(to.clock().plus(VALID));
    editKeys(
        "restrict,expiry-time=\""
            + until
            + "\",command=\"sh "
            + quoted(receiver)
            + " "
            + quoted(target)
            + "\" "
            + publicKey);
  }

  /** For the shell, within the quotation marks of the list of keys. */
  private static String quoted(String path) {
    if (!PLAIN.matcher(path).matches()) {
      throw new IllegalArgumentException("not a plain path: " + path);
    }
    return "'" + path + "'";
  }

  /** Takes the key away on both machines; whether there was one. */
  public boolean remove() throws IOException, InterruptedException {
    boolean there = from.files().stat(folder()).isPresent();
    there |= editKeys();
    to.files().delete(receiverFolder());
    from.files().delete(folder());
    return there;
  }

  /**
   * Replaces this move's line in the list of keys, with no other edit in between.
   *
   * @param line the new one; none if left out
   * @return whether there was one
   */
  private boolean editKeys(String... line) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("sh", "-s", "--", path(), mark()));
    arguments.addAll(List.of(line));
    CommandResult edited = to.run(Command.of(arguments).withInput(Scripts.resource("keys.sh")));
    if (!edited.succeeded()) {
      throw new IOException("authorized_keys: " + edited.errors().strip());
    }
    return edited.output().startsWith("changed");
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

  private String receiverFolder() {
    return to.workFolder() + "/direct/" + migrationId;
  }

  private static String parent(String folder) {
    return folder.substring(0, folder.lastIndexOf('/'));
  }

  private String folder() {
    return from.workFolder() + "/direct/" + migrationId;
  }
}
