package de.asvumzug.asv.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Variant;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientUpdatesTest {
  private static final String FRAGMENT =
      "server.url=http://asv.example.org:8765\nupdate.server=http://asv.example.org:8765\n";

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("pc", folder);
    machine.file("client/configuration/config.ini", "server.url=https://alt:8765\n");
  }

  private ClientUpdate.All update(Client... clients) {
    return updates().update(migration(clients));
  }

  private ClientUpdate.All check(Client... clients) {
    return updates().check(migration(clients));
  }

  private Migration migration(Client... clients) {
    return machine.migration(
        machine.installation(Variant.SCHOOL, "2.13.480"),
        machine.installation(Variant.SCHOOL, "2.14.12"),
        clients);
  }

  private ClientUpdates updates() {
    Machines machines =
        new Machines() {
          @Override
          public Set<String> names() {
            return Set.of("pc");
          }

          @Override
          public Host host(String name) {
            if (!name.equals("pc")) {
              throw OperationFailed.permanent(
                  "Die Maschine „" + name + "“ ist nicht eingerichtet.");
            }
            return machine;
          }
        };
    ClientSettings settings = FakeMachine.settings("asv.client", ClientSettings.class);
    return new ClientUpdates(settings, machines);
  }

  @Test
  void checks_clients_done_by_hand_and_writes_nothing() throws Exception {
    machine.file("client/configuration/config.local.ini", FRAGMENT);

    ClientUpdate.All all =
        check(
            new Client("Sekretariat", "pc", folder + "/client"),
            new Client("Rektorat", null, null));

    assertThat(all.open()).isEqualTo(1);
    assertThat(all.clients().get(1).reason()).contains("nicht erreichbar");
    assertThat(machine.path("client/configuration/config.local.ini" + LocalFiles.PREVIOUS))
        .doesNotExist();
  }

  @Test
  void names_every_client_that_still_has_the_old_address() {
    assertThatThrownBy(() -> check(new Client("Sekretariat", "pc", folder + "/client")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Client „Sekretariat“")
        .hasMessageContaining("server.url ist https://alt:8765")
        .hasMessageContaining("update.server ist nicht eingetragen")
        .hasMessageContaining("erwartet wird http://asv.example.org:8765");
    assertThat(machine.path("client/configuration/config.local.ini")).doesNotExist();
  }

  @Test
  void writes_the_two_keys_into_the_local_file_and_leaves_the_shipped_one() throws Exception {
    machine.file("client/configuration/config.local.ini", "# Druck\nserver.url=https://alt:8765\n");

    ClientUpdate.All all = update(new Client("Sekretariat", "pc", folder + "/client"));

    assertThat(all.open()).isZero();
    assertThat(machine.text("client/configuration/config.local.ini"))
        .isEqualTo("# Druck\n" + FRAGMENT);
    assertThat(machine.text("client/configuration/config.local.ini" + LocalFiles.PREVIOUS))
        .contains("https://alt:8765");
    assertThat(machine.text("client/configuration/config.ini"))
        .isEqualTo("server.url=https://alt:8765\n");
  }

  @Test
  void names_https_for_a_server_that_speaks_nothing_else() {
    ClientSettings settings = FakeMachine.settings("asv.client", ClientSettings.class);

    assertThat(ClientUpdates.serverUrl(settings, machine.installation(Variant.SCHOOL, "2.20.1")))
        .isEqualTo("https://asv.example.org:8765");
  }

  @Test
  void keeps_the_first_copy_when_carried_out_again() throws Exception {
    machine.file("client/configuration/config.local.ini", "a=1\n");
    Client client = new Client("Sekretariat", "pc", folder + "/client");
    update(client);

    assertThat(update(client).open()).isZero();
    assertThat(machine.text("client/configuration/config.local.ini" + LocalFiles.PREVIOUS))
        .isEqualTo("a=1\n");
  }

  @Test
  void lists_a_client_that_cannot_speak_https_for_a_new_installation_and_writes_nothing()
      throws Exception {
    machine.file("client/asv.version", "2.18.4\n");

    ClientUpdate open = updateTo("2.20.1").clients().get(0);

    assertThat(open.done()).isFalse();
    assertThat(open.reason()).contains("2.18.4", "neu installieren");
    assertThat(machine.path("client/configuration/config.local.ini")).doesNotExist();
  }

  @Test
  void tells_a_client_that_can_speak_https_its_new_address() throws Exception {
    machine.file("client/asv.version", "2.19.0\n");

    assertThat(updateTo("2.20.1").open()).isZero();
    assertThat(machine.text("client/configuration/config.local.ini"))
        .contains("server.url=https://asv.example.org:8765");
  }

  private ClientUpdate.All updateTo(String version) {
    return updates()
        .update(
            machine.migration(
                machine.installation(Variant.SCHOOL, "2.13.480"),
                machine.installation(Variant.SCHOOL, version),
                new Client("Sekretariat", "pc", folder + "/client")));
  }

  @Test
  void lists_clients_out_of_reach_as_open_with_what_to_write_there() {
    ClientUpdate.All all =
        update(
            new Client("Rektorat", null, null),
            new Client("Lehrerzimmer", "unbekannt", "/opt/client"),
            new Client("Sekretariat", "pc", folder + "/gibt-es-nicht"));

    assertThat(all.open()).isEqualTo(3);
    assertThat(all.clients()).extracting(ClientUpdate::fragment).containsOnly(FRAGMENT);
    assertThat(all.clients().get(1).reason()).contains("nicht eingerichtet");
  }

  /** Trap 21: on a terminal server nobody but its administrator may write there. */
  @Test
  void lists_a_client_that_must_not_be_written_as_open_and_names_the_file() throws Exception {
    machine.file("client/configuration/config.local.ini", "server.url=https://alt:8765\n");
    HostFiles real = machine.files();
    HostFiles readOnly =
        mock(
            HostFiles.class,
            call -> {
              if (Set.of("stat", "statBehind", "list", "read", "readText")
                  .contains(call.getMethod().getName())) {
                return call.getMethod().invoke(real, call.getArguments());
              }
              throw new AccessDeniedException(call.getArgument(0));
            });
    Host terminal = mock(Host.class);
    when(terminal.files()).thenReturn(readOnly);
    Machines machines = mock(Machines.class);
    when(machines.host("pc")).thenReturn(terminal);

    ClientUpdate open =
        new ClientUpdates(FakeMachine.settings("asv.client", ClientSettings.class), machines)
            .update(migration(new Client("Terminalserver", "pc", folder + "/client")))
            .clients()
            .get(0);

    assertThat(open.done()).isFalse();
    assertThat(open.reason())
        .contains("config.local.ini", "nicht beschreibbar", "Rechten eines Administrators");
    assertThat(open.fragment()).isEqualTo(FRAGMENT);
    assertThat(machine.text("client/configuration/config.local.ini"))
        .isEqualTo("server.url=https://alt:8765\n");
  }
}
