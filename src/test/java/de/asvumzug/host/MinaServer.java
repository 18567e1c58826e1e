package de.asvumzug.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collections;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** An SSH server in this process that runs what it is told as this user. */
public final class MinaServer implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final Path folder;

  /**
   * @param startFile shell text that the log-in's shell runs before each command
   */
  public MinaServer(Path folder, String startFile) throws Exception {
    this.folder = folder;
    KeyPair logIn = ed25519();
    KeyPair ownKey = ed25519();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(ownKey));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            org.apache.sshd.common.config.keys.KeyUtils.compareKeys(key, logIn.getPublic()));
    server.setCommandFactory(
        (channel, line) -> {
          String all = startFile + "\n" + line;
          return new ProcessShellFactory(all, "sh", "-c", all).createShell(channel);
        });
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.start();
    try (var out = Files.newOutputStream(key())) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(logIn, "test", null, out);
    }
    Files.writeString(
        knownHosts(),
        "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(ownKey.getPublic()) + "\n");
  }

  private static KeyPair ed25519() throws Exception {
    return SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
  }

  public int port() {
    return server.getPort();
  }

  public Path key() {
    return folder.resolve("login");
  }

  public Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** Ends every connection; the server goes on. */
  public void cut() {
    Collections.unmodifiableList(server.getActiveSessions())
        .forEach(session -> session.close(true));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
