package de.asvumzug.host.ssh;

import static org.apache.sshd.core.CoreModuleProperties.HEARTBEAT_INTERVAL;
import static org.apache.sshd.core.CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX;
import static org.apache.sshd.core.CoreModuleProperties.NIO_WORKERS;
import static org.apache.sshd.core.CoreModuleProperties.TCP_NODELAY;
import static org.apache.sshd.core.CoreModuleProperties.WINDOW_SIZE;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.Signature;

/** Clients of the SSH library as this product wants them: algorithms, window, heartbeat. */
final class SshClients {
  /** Without it reading is held up by the round trip; measured at two to three times as fast. */
  private static final long WINDOW_BYTES = 16L << 20;

  private static final int HEARTBEATS_WITHOUT_REPLY = 2;

  private SshClients() {}

  /**
   * A started client that takes nothing from the user's own SSH settings.
   *
   * @param heartbeat how often an idle machine must answer
   */
  static SshClient start(Duration heartbeat) {
    SshClient client = SshClient.setUpDefaultClient();
    client.setCipherFactories(ciphers());
    client.setSignatureFactories(withoutSha1(client.getSignatureFactories()));
    client.setMacFactories(withoutSha1(client.getMacFactories()));
    client.setKeyExchangeFactories(withoutSha1(client.getKeyExchangeFactories()));
    WINDOW_SIZE.set(client, WINDOW_BYTES);
    HEARTBEAT_INTERVAL.set(client, heartbeat);
    HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_WITHOUT_REPLY);
    NIO_WORKERS.set(client, 2);
    // A short command is several small packets to and fro; each waited 40 ms for the one before.
    TCP_NODELAY.set(client, true);
    // Neither the user's own keys nor settings: what counts is written in the product's settings.
    client.setAgentFactory(null);
    client.setKeyIdentityProvider(session -> List.of());
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.start();
    return client;
  }

  /** A machine has keys of several types; it shall show one of those that are known. */
  static List<NamedFactory<Signature>> knownTypesFirst(
      List<NamedFactory<Signature>> all, Collection<PublicKey> known) {
    Set<String> types = known.stream().map(KeyUtils::getKeyType).collect(Collectors.toSet());
    return all.stream()
        .sorted(
            Comparator.comparing(
                factory -> !types.contains(KeyUtils.getCanonicalKeyType(factory.getName()))))
        .toList();
  }

  /** SHA-1 proves nothing any more; {@code ssh-rsa} and {@code ssh-dss} sign with it. */
  private static <T extends NamedResource> List<T> withoutSha1(List<T> offered) {
    return offered.stream()
        .filter(one -> !one.getName().contains("sha1"))
        .filter(one -> !Set.of("ssh-rsa", "ssh-dss").contains(one.getName()))
        .toList();
  }

  /** AES-GCM first: three times as fast as what would be agreed on otherwise. */
  private static List<NamedFactory<Cipher>> ciphers() {
    return Stream.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.cc20p1305_openssh,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.aes128ctr)
        .filter(BuiltinCiphers::isSupported)
        .map(cipher -> (NamedFactory<Cipher>) cipher)
        .toList();
  }
}
