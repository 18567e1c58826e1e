package de.asvumzug.check.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Side;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchoolsCheckTest {
  private final Dbctl dbctl = mock(Dbctl.class);
  private final SchoolsCheck check = new SchoolsCheck(dbctl);

  @Test
  void accepts_a_plan_of_all_schools_that_are_there() {
    assertThat(one(check.source(plan(Scope.ALL, "0001", "0002"), there("0001", "0002"))))
        .returns(Result.OK, Finding::result)
        .returns("vorhanden: 0001, 0002", Finding::reading);
  }

  @Test
  void names_a_school_of_the_plan_that_the_old_server_does_not_know() {
    assertThat(one(check.source(plan(Scope.ALL, "0001", "0009"), there("0001"))))
        .returns(Result.BLOCKING, Finding::result)
        .returns("unbekannt: 0009; vorhanden: 0001", Finding::reading);
  }

  @Test
  void names_a_school_that_the_plan_of_a_whole_server_forgets() {
    assertThat(one(check.source(plan(Scope.ALL, "0001"), there("0001", "0002"))))
        .returns(Result.BLOCKING, Finding::result)
        .returns("im Plan fehlen: 0002", Finding::reading);
  }

  @Test
  void lets_other_schools_stay_where_only_some_move() {
    assertThat(one(check.source(plan(Scope.SOME, "0001"), there("0001", "0002"))).result())
        .isEqualTo(Result.OK);
  }

  @Test
  void wants_a_plan_of_the_whole_server_where_no_school_would_stay() {
    assertThat(one(check.source(plan(Scope.SOME, "0001"), there("0001"))))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.advice()).contains("ALL"));
  }

  @Test
  void warns_of_a_school_that_is_locked_already() {
    assertThat(
            one(check.source(plan(Scope.ALL, "0001"), List.of(new Tenant("0001", "Schule", true)))))
        .returns(Result.WARNING, Finding::result)
        .returns("gesperrt: 0001", Finding::reading);
  }

  @Test
  void does_not_replace_a_school_that_the_new_server_has_already() {
    assertThat(one(check.target(plan(Scope.SOME, "0001"), there("0001", "0101"))))
        .returns(Result.BLOCKING, Finding::result)
        .returns("schon da: 0001", Finding::reading);
    assertThat(one(check.target(plan(Scope.SOME, "0001"), there("0101"))).result())
        .isEqualTo(Result.OK);
  }

  /** A whole server moves without the tool for single schools. */
  @Test
  void only_warns_without_dbctl_where_it_is_not_needed() throws Exception {
    when(dbctl.list(any())).thenThrow(OperationFailed.permanent("dbctl fehlt"));

    assertThat(one(look(plan(Scope.ALL, "0001"))).result()).isEqualTo(Result.WARNING);
    assertThat(one(look(plan(Scope.SOME, "0001"))).result()).isEqualTo(Result.BLOCKING);
  }

  private List<Finding> look(Migration plan) throws Exception {
    Endpoint source = new Endpoint(Side.SOURCE, plan.source(), null);
    return check.look(new PreflightContext(plan, source, source));
  }

  private static Finding one(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static List<Tenant> there(String... numbers) {
    return Arrays.stream(numbers).map(number -> new Tenant(number, "Schule", false)).toList();
  }

  private static Migration plan(Scope scope, String... numbers) {
    Installation server = EndpointFixture.school("alt", "/opt/asv", "2.14.12");
    Migration all = EndpointFixture.migration(server, server, new Packages("", "", "", ""));
    return new Migration(
        all.id(),
        all.title(),
        scope,
        scope == Scope.SOME,
        all.source(),
        all.target(),
        Arrays.stream(numbers)
            .map(number -> new School(number, "Schule", "s@example.org", ""))
            .toList(),
        all.window(),
        all.packages(),
        all.clients(),
        all.options(),
        all.contacts());
  }
}
