package de.asvumzug.host.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.plan.Database;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Secrets that plans name go where the settings let them, and a false server gets none. */
class FileSecretsTest {
  private static final String PASSWORD = "sehr-geheimes-kennwort";
  private static final byte[] ASK_FOR_CLEAR_TEXT = {'R', 0, 0, 0, 8, 0, 0, 0, 3};

  @TempDir Path folder;
  private ServerSocket falseServer;
  private final AtomicInteger calls = new AtomicInteger();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  @BeforeEach
  void listen() throws IOException {
    Files.writeString(folder.resolve("alt-postgres"), PASSWORD + "\n");
    Files.writeString(folder.resolve("ssh-schluessel"), "-----BEGIN");
    Files.writeString(folder.resolve("pin"), "123456");
    falseServer = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.2"));
    CompletableFuture.runAsync(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    falseServer.close();
  }

  @Test
  void hands_out_what_the_settings_bind_to_a_use_on_a_machine() {
    Secrets secrets = secrets(Map.of());

    assertThat(secrets.databaseLogin("alt", "LocalHost", "alt-postgres").password())
        .isEqualTo(PASSWORD);
    assertThat(secrets.certificatePin("neu", "pin")).isEqualTo("123456");
    assertThat(secrets.databaseLogin("neu", "localhost", null).password()).isNull();
  }

  @Test
  void a_secret_of_another_purpose_is_no_databases_password() {
    assertRefused(
        () -> secrets(Map.of()).databaseLogin("alt", "localhost", "ssh-schluessel"),
        "asv.machines.alt.database.secrets");
  }

  @Test
  void a_secret_of_another_machine_is_not_handed_out() {
    assertRefused(
        () -> secrets(Map.of()).databaseLogin("neu", "localhost", "alt-postgres"),
        "asv.machines.neu.database.secrets");
    assertRefused(
        () -> secrets(Map.of()).databaseLogin("unbekannt", "localhost", "alt-postgres"),
        "asv.machines.unbekannt.database.hosts");
  }

  @Test
  void a_databases_password_is_no_pin() {
    assertRefused(
        () -> secrets(Map.of()).certificatePin("neu", "alt-postgres"),
        "asv.machines.neu.pin-secrets");
  }

  @Test
  void nobody_calls_a_database_server_that_is_not_on_the_machines_list() {
    assertRefused(() -> query(secrets(Map.of())), "asv.machines.alt.database.hosts");

    assertThat(calls).hasValue(0);
  }

  @Test
  void a_server_elsewhere_that_cannot_prove_who_it_is_gets_no_password() {
    Secrets secrets = secrets(Map.of("asv.machines.alt.database.hosts", "127.0.0.2"));

    assertThatThrownBy(() -> query(secrets)).hasMessageContaining("SSL");

    assertThat(calls).as("it was asked for TLS").hasPositiveValue();
    assertThat(heard.toString(StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
  }

  @Test
  void a_server_must_ask_for_the_password_as_the_settings_say() {
    assertThat(secrets(Map.of()).databaseLogin("alt", "localhost", "alt-postgres").environment())
        .isEqualTo(Map.of("PGREQUIREAUTH", "scram-sha-256"));
    assertThat(
            secrets(
                    Map.of(
                        "asv.machines.alt.database.authentication", "md5,scram-sha-256",
                        "asv.machines.alt.database.root-certificate", "/etc/ca.pem",
                        "asv.machines.alt.database.hosts", "db.example"))
                .databaseLogin("alt", "db.example", "alt-postgres")
                .environment())
        .isEqualTo(
            Map.of(
                "PGREQUIREAUTH", "md5,scram-sha-256",
                "PGSSLMODE", "verify-full",
                "PGSSLROOTCERT", "/etc/ca.pem"));
  }

  private void query(Secrets secrets) throws IOException, InterruptedException {
    Database database =
        new Database(
            "127.0.0.2", falseServer.getLocalPort(), "asv", "asv", "postgres", "alt-postgres", 15);
    Host host =
        ScriptHost.local(
            "alt", folder.resolve("work"), List.of(), Set.of(), Duration.ofSeconds(20));
    new Postgres(host, database, secrets).query("select 1", Map.of());
  }

  /** Has no TLS, and asks for the password in clear text. */
  private void serve() {
    while (!falseServer.isClosed()) {
      try (Socket caller = falseServer.accept()) {
        calls.incrementAndGet();
        DataInputStream in = new DataInputStream(caller.getInputStream());
        for (int length = in.readInt(); ; length = in.readInt()) {
          byte[] message = in.readNBytes(length - 4);
          heard.writeBytes(message);
          boolean tls = length == 8;
          caller.getOutputStream().write(tls ? new byte[] {'N'} : ASK_FOR_CLEAR_TEXT);
          if (!tls) {
            heard.writeBytes(in.readNBytes(5 + PASSWORD.length() + 1));
            break;
          }
        }
      } catch (IOException e) {
        // it has hung up
      }
    }
  }

  private Secrets secrets(Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    values.put("asv.secrets-directory", folder.toString());
    values.put("asv.machines.alt.database.secrets", "alt-postgres");
    values.put("asv.machines.neu.pin-secrets", "pin");
    values.putAll(more);
    HostSettings settings =
        new Binder(new MapConfigurationPropertySource(values))
            .bindOrCreate("asv", HostSettings.class);
    return new FileSecrets(settings, new KnownSecrets(), new PlanPermissions(settings));
  }

  private static void assertRefused(ThrowingCallable call, String setting) {
    assertThatThrownBy(call)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nicht")
        .hasMessageContaining(setting);
  }
}
