package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Overrulable;
import de.asvumzug.check.finding.Preflight;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Which checks people may overrule: those whose worst is a move that fails and is taken back. */
class OverrulableChecksTest {
  private static final List<String> MAY_BE_OVERRULED =
      List.of(
          "Uhrzeit",
          "Freier Speicherplatz",
          "Länge des Umzugsfensters",
          "Bereitgestellte Dateien",
          "Gültigkeit des Zertifikats",
          "Port der Datenbank");

  @TempDir Path folder;

  @Test
  void guard_verification_and_structure_are_never_overruled() throws Exception {
    assertThat(all()).hasSizeGreaterThan(20);
    assertThat(all())
        .filteredOn(PreflightCheck::mayBeOverruled)
        .extracting(PreflightCheck::title)
        .containsExactlyInAnyOrderElementsOf(MAY_BE_OVERRULED);
  }

  @Test
  void the_manual_lists_exactly_these() throws IOException {
    List<String> listed =
        Files.readAllLines(Path.of("docs/operations.md")).stream()
            .filter(line -> line.startsWith("| ") && line.contains("| may be overruled |"))
            .map(line -> line.split("\\|")[1].strip())
            .toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(MAY_BE_OVERRULED);
  }

  @Test
  void a_check_says_of_its_blocking_findings_and_of_not_looking_that_they_may_be_overruled()
      throws Exception {
    Finding blocking = Finding.blocking("Datei", "fehlt", "da", "bringen");
    Finding own = blocking.mayBeOverruled("fehlt ganz", 4);
    PreflightCheck open = check(true, List.of(blocking, own, Finding.ok("x", "y", "z")));
    PreflightCheck shut = check(false, List.of(blocking));
    PreflightCheck blind = check(true, List.of());
    when(blind.look(any())).thenThrow(new IOException("keine Antwort"));

    List<Finding> found = new Preflight(List.of(open, shut, blind)).check(context()).findings();

    assertThat(found)
        .extracting(Finding::overrulable)
        .containsExactly(
            new Overrulable("fehlt / da", 0),
            new Overrulable("fehlt ganz", 4),
            null,
            null,
            found.get(4).overrulable());
    assertThat(found.get(4).overrulable().says()).contains("nicht prüfbar", "keine Antwort");
  }

  @Test
  void what_is_missing_counts_in_tenths() {
    assertThat(Overrulable.missingTenths(40, 40)).isZero();
    assertThat(Overrulable.missingTenths(39, 40)).isEqualTo(1);
    assertThat(Overrulable.missingTenths(20, 40)).isEqualTo(5);
    assertThat(Overrulable.missingTenths(-5, 40)).isEqualTo(10);
    assertThat(Overrulable.missingTenths(0, 0)).isZero();
  }

  private PreflightContext context() {
    var endpoint =
        EndpointFixture.school(Side.SOURCE, EndpointFixture.host("alt", folder), "/opt/asv");
    return new PreflightContext(
        EndpointFixture.migration(endpoint.installation(), endpoint.installation(), null),
        endpoint,
        endpoint);
  }

  private static PreflightCheck check(boolean mayBeOverruled, List<Finding> findings)
      throws Exception {
    PreflightCheck check = mock(PreflightCheck.class);
    when(check.title()).thenReturn("Prüfung");
    when(check.concerns(any(), any())).thenReturn(true);
    when(check.mayBeOverruled()).thenReturn(mayBeOverruled);
    when(check.look(any())).thenReturn(findings);
    return check;
  }

  private static List<PreflightCheck> all() throws ClassNotFoundException {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AssignableTypeFilter(PreflightCheck.class));
    List<PreflightCheck> checks = new ArrayList<>();
    for (BeanDefinition found : scan.findCandidateComponents("de.asvumzug")) {
      checks.add(
          (PreflightCheck) mock(Class.forName(found.getBeanClassName()), CALLS_REAL_METHODS));
    }
    return checks;
  }
}
