package de.asvumzug.backup;

import static org.awaitility.Awaitility.await;

import de.asvumzug.host.Host;
import de.asvumzug.host.ssh.SshAddress;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** OpenSSH's server on a free loopback port, with keys and settings of its own. */
final class LoopbackSshd implements AutoCloseable {
  private final Path folder;
  private final Path authorizedKeys;
  private final int port;
  private final Process process;

  LoopbackSshd(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.authorizedKeys = Files.createDirectories(folder.resolve("ssh")).resolve("authorized_keys");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    key("host_key");
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    Path settings =
        Files.write(
            folder.resolve("sshd_config"),
            List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "HostKey " + folder.resolve("host_key"),
                "AuthorizedKeysFile " + authorizedKeys,
                "PidFile none",
                "UsePAM no",
                "StrictModes no",
                "PermitRootLogin yes",
                "PasswordAuthentication no",
                "Subsystem sftp internal-sftp"));
    this.process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await("sshd on port " + port).until(this::answers);
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Path authorizedKeys() {
    return authorizedKeys;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  String hostKey() throws IOException {
    String[] words = Files.readString(folder.resolve("host_key.pub")).split(" ");
    return words[0] + " " + words[1];
  }

  /** Another key than this server's. */
  String otherKey() throws Exception {
    key("other_key");
    String[] words = Files.readString(folder.resolve("other_key.pub")).split(" ");
    return words[0] + " " + words[1];
  }

  private void key(String name) throws Exception {
    new ProcessBuilder(
            "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(name).toString())
        .start()
        .waitFor();
  }

  /** The machine as one that lets others in through this server. */
  Host receiving(Host host, String hostKey) {
    SshAddress address =
        new SshAddress(
            System.getProperty("user.name"),
            "127.0.0.1",
            port,
            List.of(hostKey),
            authorizedKeys.toString());
    return (Host)
        Proxy.newProxyInstance(
            Host.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("sshAddress")) {
                return Optional.of(address);
              }
              try {
                return method.invoke(host, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
