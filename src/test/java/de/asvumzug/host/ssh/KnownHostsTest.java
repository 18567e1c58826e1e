package de.asvumzug.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.SshHosts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Random;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of known hosts as people leave them. */
class KnownHostsTest {
  private static final int SEEDS = 2_500;

  @TempDir Path folder;
  private Path file;
  private KnownHosts hosts;
  private PublicKey key;
  private SshAccess.Way way;

  @BeforeEach
  void a_machine_that_is_known() throws Exception {
    file = folder.resolve("known_hosts");
    hosts = new KnownHosts(file);
    key = newKey();
    way = SshHosts.way("umzug", 2222, folder.resolve("login"));
    Files.writeString(file, "[127.0.0.1]:2222 " + PublicKeyEntry.toString(key) + "\n");
  }

  private static PublicKey newKey() throws Exception {
    return SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair().getPublic();
  }

  @Test
  void a_line_whose_key_was_cut_is_named_with_the_way_out() throws Exception {
    String line = Files.readString(file);
    Files.writeString(file, line.substring(0, line.length() - 9) + "\n");

    assertThatThrownBy(() -> hosts.requireKnown("alt", way, key))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("[127.0.0.1]:2222 ssh-ed25519")
        .hasMessageContaining("Bitte die Zeile richtigstellen");
  }

  @Test
  @Timeout(60)
  void whatever_stands_there_no_other_key_is_trusted_and_no_exception_comes_up_raw()
      throws Exception {
    byte[] good =
        ("# Maschinen\n@revoked * "
                + PublicKeyEntry.toString(newKey())
                + "\nalt,10.0.0.? "
                + PublicKeyEntry.toString(newKey())
                + "\n@cert-authority *.example "
                + PublicKeyEntry.toString(newKey())
                + "\n|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= "
                + PublicKeyEntry.toString(newKey())
                + "\n"
                + Files.readString(file))
            .getBytes(StandardCharsets.US_ASCII);
    PublicKey another = newKey();
    Random random = new Random(11);
    for (int number = 0; number < SEEDS; number++) {
      byte[] text = good.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, text);
      try {
        hosts.keys(way);
        hosts.requireKnown("alt", way, another);
        throw new AssertionError("trusted after change " + number);
      } catch (OperationFailed e) {
        assertThat(e.getMessage()).as("change %s", number).contains("Bitte");
      } catch (RuntimeException e) {
        throw new AssertionError("change " + number, e);
      }
    }
  }
}
