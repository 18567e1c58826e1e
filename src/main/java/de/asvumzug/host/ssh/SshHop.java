package de.asvumzug.host.ssh;

import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * One log-in on the way to a machine: proves that the right machine answers, then who logs in. Each
 * has a client of its own, because each has its own key to prove.
 */
final class SshHop implements AutoCloseable {
  private static final AttributeRepository.AttributeKey<AtomicReference<OperationFailed>> REFUSAL =
      new AttributeRepository.AttributeKey<>();

  private final String machine;
  private final SshAccess.Way way;
  private final KnownHosts knownHosts;
  private final Duration heartbeat;
  private SshClient client;
  private boolean closed;

  /**
   * @param machine name of the machine that the way leads to, for messages
   */
  SshHop(String machine, SshAccess.Way way, KnownHosts knownHosts, Duration heartbeat) {
    this.machine = machine;
    this.way = way;
    this.knownHosts = knownHosts;
    this.heartbeat = heartbeat;
  }

  SshdSocketAddress address() {
    return new SshdSocketAddress(way.address(), way.port());
  }

  /**
   * @param address where this machine is reached: its own address, or a forwarded port
   * @param each how long to wait for each answer
   * @throws OperationFailed (permanent) if the key is not known or the log-in is refused
   */
  ClientSession logIn(SshdSocketAddress address, Duration each) throws IOException {
    AtomicReference<OperationFailed> refusal = new AtomicReference<>();
    ClientSession session = null;
    try {
      session =
          client()
              .connect(
                  way.user(),
                  address.getHostName(),
                  address.getPort(),
                  AttributeRepository.ofKeyValuePair(REFUSAL, refusal))
              .verify(each)
              .getSession();
      identify(session);
      session.auth().verify(each);
      return session;
    } catch (IOException | RuntimeException e) {
      if (session != null) {
        session.close(true);
      }
      if (refusal.get() != null) {
        throw refusal.get();
      }
      if (e instanceof SshException refused && says(refused, "No more authentication methods")) {
        throw logInRefused(refused);
      }
      if (e instanceof SshException unproven && says(unproven, "signature verification failed")) {
        throw notProven(unproven);
      }
      throw e;
    }
  }

  private synchronized SshClient client() throws IOException {
    if (closed) {
      throw new IOException("Die Anwendung wird beendet");
    }
    if (client == null) {
      client = SshClients.start(heartbeat);
      client.setServerKeyVerifier(
          (session, remote, key) -> {
            try {
              knownHosts.requireKnown(machine, way, key);
              return true;
            } catch (OperationFailed e) {
              session.getConnectionContext().getAttribute(REFUSAL).set(e);
              return false;
            }
          });
    }
    client.setSignatureFactories(
        SshClients.knownTypesFirst(client.getSignatureFactories(), knownHosts.keys(way)));
    return client;
  }

  private static boolean says(SshException e, String words) {
    return e.getMessage() != null && e.getMessage().contains(words);
  }

  private void identify(ClientSession session) throws IOException {
    way.password().ifPresent(session::addPasswordIdentity);
    if (way.keyFile().isPresent()) {
      addKey(session, way.keyFile().get());
    }
  }

  private void addKey(ClientSession session, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw OperationFailed.permanent(
          """
          Der Schlüssel %s für die Anmeldung an %s fehlt oder ist nicht lesbar. \
          Bitte die Datei hinterlegen, lesbar nur für den Benutzer dieser Anwendung."""
              .formatted(file, machine));
    }
    try (InputStream in = Files.newInputStream(file)) {
      SecurityUtils.loadKeyPairIdentities(
              session, new PathResource(file), in, FilePasswordProvider.EMPTY)
          .forEach(session::addPublicKeyIdentity);
    } catch (GeneralSecurityException e) {
      throw OperationFailed.permanent(
          "Der Schlüssel %s ist nicht lesbar (erwartet: OpenSSH oder PEM, ohne Passwort)"
              .formatted(file),
          e);
    }
  }

  private OperationFailed notProven(SshException cause) {
    return OperationFailed.permanent(
        """
        %s (%s) hat sich nicht ausweisen können; es wurde nichts gesendet (%s). \
        Bitte den Schlüssel oder das Zertifikat der Maschine dort richtigstellen \
        (HostKey, HostCertificate in sshd_config)."""
            .formatted(machine, way.name(), cause.getMessage()),
        cause);
  }

  private OperationFailed logInRefused(SshException cause) {
    String proof =
        way.keyFile()
            .map(file -> "der öffentliche Teil von " + file + " eingetragen ist.")
            .orElse("das hinterlegte Passwort gilt.");
    return OperationFailed.permanent(
        "%s (%s) lässt den Benutzer %s nicht anmelden. Bitte prüfen, ob dort %s"
            .formatted(machine, way.name(), way.user(), proof),
        cause);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.stop();
    }
  }
}
