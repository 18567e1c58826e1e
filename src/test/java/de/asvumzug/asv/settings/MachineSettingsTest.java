package de.asvumzug.asv.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.Host.OperatingSystem;
import de.asvumzug.host.HostFiles;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Names and places that differ between the machines of a move. */
class MachineSettingsTest {
  private final ApplicationContextRunner application =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);
  private final List<List<String>> asked = new ArrayList<>();

  @EnableConfigurationProperties({ServiceSettings.class, LayoutSettings.class, DbctlSettings.class})
  @Import(MachineSettings.class)
  static class Settings {}

  @Test
  void a_plan_from_windows_to_linux_finds_each_machines_own_names() {
    application
        .withPropertyValues(
            "asv.machines.alt.type=worker",
            "asv.machines.alt.services.server=ASV-Server",
            "asv.machines.alt.services.update-service=ASV Aktualisierung",
            "asv.machines.alt.layout.start-file=asv-server.exe",
            "asv.machines.alt.layout.local-files[0]=conf/asv.local.ini",
            "asv.machines.alt.dbctl.program=bin/dbctl.cmd",
            "asv.machines.neu.type=worker")
        .run(
            context -> {
              ServiceSettings services = context.getBean(ServiceSettings.class);
              LayoutSettings layout = context.getBean(LayoutSettings.class);
              Endpoint alt = site(Side.SOURCE, "alt", OperatingSystem.WINDOWS, "C:/ASV");
              Endpoint neu = site(Side.TARGET, "neu", OperatingSystem.LINUX, "/opt/asv");
              AsvServices manager =
                  new AsvServices(services, layout, new LocalFiles(layout, services));
              for (Endpoint endpoint : List.of(alt, neu)) {
                manager.server(endpoint);
                manager.updateService(endpoint);
                new Dbctl(context.getBean(DbctlSettings.class)).list(endpoint);
              }

              assertThat(asked)
                  .contains(
                      List.of("sc.exe", "queryex", "ASV-Server"),
                      List.of("sc.exe", "queryex", "ASV Aktualisierung"),
                      List.of("C:/ASV/bin/dbctl.cmd", "list"),
                      List.of("systemctl", "is-active", "asv-server"),
                      List.of("systemctl", "is-active", "asv-aktualisierungsdienst"),
                      List.of("/opt/asv/bin/dbctl", "list"));
              assertThat(layout.on(alt).startFile()).isEqualTo("asv-server.exe");
              assertThat(layout.on(neu).startFile()).isEqualTo("asv.exe");
              assertThat(layout.on(alt).localFiles()).containsExactly("conf/asv.local.ini");
              assertThat(layout.on(neu).localFiles()).contains("configuration/config.local.ini");
            });
  }

  @Test
  void what_a_machine_does_not_set_is_as_for_all() {
    application
        .withPropertyValues(
            "asv.services.server=asv",
            "asv.services.user=schule",
            "asv.dbctl.exit-codes.7=gemeinsam",
            "asv.dbctl.exit-codes.8=gemeinsam",
            "asv.machines.alt.services.server=ASV-Server",
            "asv.machines.alt.dbctl.exit-codes.8=eigen")
        .run(
            context -> {
              Endpoint alt = site(Side.SOURCE, "alt", OperatingSystem.LINUX, "/a");
              Endpoint neu = site(Side.TARGET, "neu", OperatingSystem.LINUX, "/b");
              ServiceSettings services = context.getBean(ServiceSettings.class);

              assertThat(services.on(alt).server()).isEqualTo("ASV-Server");
              assertThat(services.on(alt).user()).isEqualTo("schule");
              assertThat(services.on(neu)).isSameAs(services);
              assertThat(context.getBean(DbctlSettings.class).on(alt).exitCodes())
                  .isEqualTo(Map.of(7, "gemeinsam", 8, "eigen"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPDATESERVICE", "UPDATE_SERVICE"})
  void a_machines_own_come_from_the_environment_as_well(String name) {
    application
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource(
                            "test-systemEnvironment",
                            Map.of("ASV_MACHINES_ALT_SERVICES_" + name, "Auffrischung"))))
        .run(
            context ->
                assertThat(
                        context
                            .getBean(ServiceSettings.class)
                            .on(site(Side.SOURCE, "alt", OperatingSystem.LINUX, "/a"))
                            .updateService())
                    .isEqualTo("Auffrischung"));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "asv.machines.alt.services.sever|x|asv.machines.alt.services.sever gibt es nicht",
        "asv.machines.alt.services.server|''|asv.machines.alt.services.server ist leer",
        "asv.machines.alt.services.server|asv-aktualisierungsdienst|nennen denselben Dienst",
        "asv.machines.alt.services.stop-timeout|bald|asv.machines.alt.services.stop-timeout ist unbrauchbar",
        "asv.machines.alt.dbctl.parallel|0|mindestens 1",
        "asv.machines.alt.dbctl.program|C:/ASV/bin/dbctl.cmd|unterhalb des Ordners",
        "asv.machines.alt.layout.start-file|bin\\asv.exe|mit „/“ zwischen den Namen",
        "asv.machines.alt.layout.plugins|../plugins|unterhalb des Ordners",
        "asv.machines.alt.layout.database-folder|daten|asv.machines.alt.layout.database-folder gibt es nicht",
        "asv.layout.database-file|asv.h2.db|asv.layout.database-file gibt es nicht",
        "asv.machines.alt.layout.machines.neu.plugins|jars|gibt es nicht",
        "asv.layout.java|jdk/bin/java|asv.layout.java gibt es nicht",
        "asv.services.sever|x|asv.services.sever gibt es nicht",
        "asv.layout.log|/var/log/asv.log|asv.layout.log",
      })
  void a_wrong_setting_is_refused_at_the_start(String name, String value, String message) {
    application
        .withPropertyValues(name + "=" + value)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .satisfiesAnyOf(
                        failure -> assertThat(failure).hasMessageContaining(message),
                        failure ->
                            assertThat(context.getStartupFailure())
                                .hasStackTraceContaining(message)));
  }

  /** Whoever asks for a name must say on which machine. */
  @Test
  void nobody_takes_the_common_settings_for_a_machines_own() throws Exception {
    Pattern common =
        Pattern.compile(
            "\\blayout\\.(?!on\\(|path\\(|databaseFile\\((?!\\))|with\\()\\w+\\("
                + "|\\bsettings\\.(server|updateService|lockedState)\\(");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (!file.endsWith("MachineSettings.java")) {
          assertThat(Files.readString(file)).as("%s", file).doesNotContainPattern(common);
        }
      }
    }
  }

  private Endpoint site(Side side, String machine, OperatingSystem system, String directory)
      throws Exception {
    Host host = mock(Host.class);
    HostFiles files = mock(HostFiles.class);
    when(files.stat(anyString()))
        .thenReturn(Optional.of(new FileStat("x", FileStat.Kind.FILE, 1, Instant.EPOCH)));
    when(host.name()).thenReturn(machine);
    when(host.system()).thenReturn(system);
    when(host.files()).thenReturn(files);
    when(host.findProgram(any(), any())).thenReturn(Optional.of("systemctl"));
    when(host.run(any()))
        .thenAnswer(
            call -> {
              List<String> line = ((Command) call.getArgument(0)).arguments();
              asked.add(line);
              String answer =
                  switch (line.get(1)) {
                    case "qc" -> "X : 10  WIN32\nY : 4   DISABLED\n";
                    case "queryex" -> "X : 10  WIN32\nY : 1  STOPPED\n";
                    case "is-active" -> "inactive\n";
                    case "is-enabled" -> "disabled\n";
                    default -> "";
                  };
              return new CommandResult(0, answer, "");
            });
    Installation installation =
        new Installation(
            machine,
            Variant.SCHOOL,
            Release.parse("2.13.480"),
            directory,
            "localhost",
            8765,
            null,
            false);
    return new Endpoint(side, installation, host);
  }
}
