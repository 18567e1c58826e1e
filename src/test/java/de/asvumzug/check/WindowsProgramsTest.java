package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.database.QuietSession;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.Host.OperatingSystem;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs that behave in another way on Windows, with answers as they write them there. */
class WindowsProgramsTest {
  private static final String MEASURED =
      """
      start,canonical-row-md5-1,15.4,1790000000,,,,
      table,asv,svp_schueler_stamm,"id
      name",,,,
      end,,,,,,,
      """;

  private final List<Command> commands = new ArrayList<>();

  @Test
  void what_is_measured_by_school_is_the_same_on_both_systems() throws Exception {
    assertThat(measured(host(OperatingSystem.WINDOWS), textMode(MEASURED)))
        .isEqualTo(measured(host(OperatingSystem.LINUX), MEASURED));
  }

  @Test
  void a_value_keeps_its_own_line_ends() throws Exception {
    String value = "eins\nzwei\r\ndrei\rvier";
    String csv = "wert\n\"" + value + "\"\n";

    assertThat(asked(host(OperatingSystem.WINDOWS), textMode(csv)).get(0)).containsValue(value);
    assertThat(asked(host(OperatingSystem.LINUX), csv).get(0)).containsValue(value);
    assertThat(quietly(host(OperatingSystem.WINDOWS), textMode(csv)).get(0)).containsValue(value);
  }

  @Test
  void a_program_that_needs_no_password_is_given_the_systems_own_nothing() throws Exception {
    Host windows = host(OperatingSystem.WINDOWS);
    Host linux = host(OperatingSystem.LINUX);

    assertThat(client(windows)).containsEntry("PGPASSFILE", "NUL");
    assertThat(client(linux)).containsEntry("PGPASSFILE", "/dev/null");
  }

  @Test
  void no_script_for_psql_names_a_device_of_linux() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
      for (Path sql : files.filter(file -> file.toString().endsWith(".sql")).toList()) {
        assertThat(Files.readString(sql)).as("%s", sql).doesNotContain("/dev/");
      }
    }
  }

  @Test
  void the_installations_java_is_an_exe_there() throws Exception {
    Host host = host(OperatingSystem.WINDOWS);
    when(host.files().stat("C:/ASV/jre/bin/java.exe"))
        .thenReturn(Optional.of(new FileStat("java.exe", FileStat.Kind.FILE, 1, Instant.EPOCH)));
    when(host.files().stat("C:/ASV/jre/bin/java")).thenReturn(Optional.empty());
    when(host.files().stat("C:/ASV/plugins"))
        .thenReturn(Optional.of(new FileStat("plugins", FileStat.Kind.FOLDER, 0, Instant.EPOCH)));
    when(host.files().list(anyString()))
        .thenReturn(List.of(new FileStat("h2-2.3.232.jar", FileStat.Kind.FILE, 1, Instant.EPOCH)));
    answer(host, "A\n7\n(1 row)\n");

    assertThat(
            FakeMachine.h2Console(EndpointFixture.defaults(LayoutSettings.class))
                .value(site(host), "select 7 as a"))
        .contains("7");
    assertThat(commands.get(0).arguments().get(0)).isEqualTo("C:/ASV/jre/bin/java.exe");
  }

  private TenantMeasurement measured(Host host, String written) throws Exception {
    answer(host, "schema,table\n");
    when(host.files().readText(anyString())).thenReturn(written);
    Jobs jobs = mock(Jobs.class);
    when(jobs.run(any(), any(), any(), any())).thenReturn(new JobResult(0, ""));
    return new TenantFingerprints(
            EndpointFixture.defaults(TenantSettings.class),
            EndpointFixture.settings(),
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.NO_SECRETS)
        .take(site(host), List.of("0001"), "canonical-row-md5-1", "key", jobs, progress -> {});
  }

  private List<Map<String, String>> asked(Host host, String written) throws Exception {
    answer(host, written);
    return new Postgres(host, site(host).installation().database(), EndpointFixture.NO_SECRETS)
        .query("select wert", Map.of());
  }

  private List<Map<String, String>> quietly(Host host, String written) throws Exception {
    answer(host, written);
    return new QuietSession(site(host), EndpointFixture.NO_SECRETS).rows("select wert", Map.of());
  }

  private Map<String, String> client(Host host) throws IOException {
    return new Postgres(host, site(host).installation().database(), EndpointFixture.NO_SECRETS)
        .client("psql")
        .environment();
  }

  private void answer(Host host, String written) throws Exception {
    when(host.run(any()))
        .thenAnswer(
            call -> {
              commands.add(call.getArgument(0));
              return new CommandResult(0, written, "");
            });
  }

  /** As the C library of Windows writes a text. */
  private static String textMode(String text) {
    return text.replace("\n", "\r\n");
  }

  private static Host host(OperatingSystem system) throws IOException {
    Host host = mock(Host.class, RETURNS_DEEP_STUBS);
    when(host.name()).thenReturn("alt");
    when(host.system()).thenReturn(system);
    when(host.findProgram(any(), any())).thenReturn(Optional.of("psql"));
    return host;
  }

  private static Endpoint site(Host host) {
    return EndpointFixture.enterprise(Side.SOURCE, host, "C:/ASV", 5432, "asv");
  }
}
