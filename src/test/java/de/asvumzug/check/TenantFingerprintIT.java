package de.asvumzug.check;

import static de.asvumzug.check.TenantDatabases.gaps;
import static de.asvumzug.check.TenantDatabases.measure;
import static de.asvumzug.check.TenantDatabases.measureAlone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.check.fingerprint.SchoolNumbers;
import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.TenantComparison;
import de.asvumzug.check.tenant.TenantComparison.Difference;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.check.tenant.TenantWay;
import de.asvumzug.check.tenant.ValueListComparison;
import de.asvumzug.host.OperationFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantFingerprintIT {
  @TempDir static Path folder;
  private static TenantDatabases databases;
  private static TenantMeasurement before;

  @BeforeAll
  static void measure_a_school_server() throws Exception {
    databases = new TenantDatabases(folder);
    before = measure(databases.school(), "0001");
  }

  @Test
  void finds_the_same_content_equal_in_both_databases() throws Exception {
    TenantMeasurement school = measure(databases.school());
    TenantMeasurement enterprise = measure(databases.enterprise());

    TenantComparison comparison = TenantComparison.everything(school, enterprise);

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.summary()).contains("gleicher Inhalt");
    assertThat(school.others())
        .extracting(TableFingerprint::table)
        .contains("svp_werte", "svp_note");
  }

  @ParameterizedTest
  @EnumSource(TenantWay.class)
  void a_school_alone_is_measured_as_among_all_others(TenantWay way) throws Exception {
    for (Endpoint endpoint : List.of(databases.enterprise(), databases.school())) {
      TenantMeasurement among = measure(way, endpoint, "0001", "0002");

      TenantMeasurement alone = measureAlone(way, endpoint, "0001");

      assertThat(alone.schools()).containsOnly(Map.entry("0001", among.schools().get("0001")));
      assertThat(alone.partial()).containsOnly(Map.entry("0001", among.partial().get("0001")));
      assertThat(alone.leftBehind())
          .containsOnly(Map.entry("0001", among.leftBehind().get("0001")));
      assertThat(alone.holds("0001")).isTrue();
      assertThat(alone.others()).isEmpty();
      assertThat(alone.valueLists()).isEmpty();
      assertThat(TenantComparison.moved(among, alone, "0001").differences()).isEmpty();
    }
  }

  @Test
  void a_school_alone_is_not_touched_by_what_others_do() throws Exception {
    String name = "update asv.svp_schule_stamm set kurzname = 'X' where schulnummer = ";
    TenantMeasurement own =
        measureAlone(TenantWay.VALUES, databases.enterprise(name + "'0001'"), "0001");
    TenantMeasurement foreign =
        measureAlone(TenantWay.VALUES, databases.enterprise(name + "'0002'"), "0001");

    assertThat(TenantComparison.moved(before, own, "0001").differences()).isNotEmpty();
    assertThat(TenantComparison.moved(before, foreign, "0001").differences()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kurz = replace(kurz, 'ö', 'o') where id = 1",
        "kurz = null where id = 2",
        "kurz = '' where id = 3",
        "kurz = replace(kurz, chr(13), '') where id = 1",
        "lang = replace(lang, 'ẞ', 'ß') where id = 1",
        "fest = '' where id = 3",
        "betrag = 12.5001 where id = 1",
        "ganz = 1 where id = 1",
        "gross = gross + 1 where id = 1",
        "ja = null where id = 3",
        "tag = date '1999-12-30' where id = 1",
        "ortszeit = timestamp '2026-03-29 02:30:00.000002' where id = 1",
        "wann = timestamp with time zone '2026-03-29 01:30:00+05:00' where id = 1",
        "uhr = time '23:59:59.999998' where id = 3",
        "bruch = 0.5 where id = 2",
        "halb = 1.2 where id = 1",
        "nummer = null where id = 1",
        "inhalt = (select inhalt from asv.svp_werte where id = 3) where id = 1",
      })
  void finds_one_changed_value_of_every_type(String change) throws Exception {
    TenantMeasurement changed =
        measure(databases.enterprise("update asv.svp_werte set " + change), "0001");

    assertThat(TenantComparison.others(before, changed).differences())
        .extracting(Difference::object)
        .containsExactly("asv.svp_werte");
  }

  @Test
  void finds_a_moved_school_equal_in_the_other_database() throws Exception {
    TenantComparison comparison =
        TenantComparison.moved(before, measure(databases.enterprise(), "0001"), "0001");

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.gaps()).isEmpty();
    assertThat(before.schools().get("0001"))
        .extracting(TableFingerprint::table, TableFingerprint::rows)
        .contains(
            org.assertj.core.groups.Tuple.tuple("svp_schueler_stamm", 2L),
            org.assertj.core.groups.Tuple.tuple("svp_note", 1L),
            org.assertj.core.groups.Tuple.tuple("svp_anschrift (Schüler)", 1L),
            org.assertj.core.groups.Tuple.tuple("svp_benutzer", 1L),
            org.assertj.core.groups.Tuple.tuple("svp_datenschutz_hinweis", 1L));
    assertThat(before.leftBehind().get("0001")).containsEntry("svp_bericht", 1L);
    assertThat(before.numbers().of("0001")).contains(new SchoolNumbers("0001", 2, 1, 2));
  }

  @Test
  void names_the_table_of_a_changed_character_in_the_moved_school() throws Exception {
    TenantMeasurement after =
        enterprise("update asv.svp_schueler_stamm set vornamen = 'Zoe' where id = 'P1'");

    assertThat(TenantComparison.moved(before, after, "0001").differences())
        .extracting(Difference::object)
        .containsExactly("asv.svp_schueler_stamm");
    assertThat(TenantComparison.others(before, after).differences()).isEmpty();
  }

  @Test
  void names_the_table_of_a_lost_row_with_both_counts() throws Exception {
    TenantMeasurement after = enterprise("delete from asv.svp_note where id = 'N1'");

    assertThat(TenantComparison.moved(before, after, "0001").summary())
        .contains("asv.svp_note", "vorher 1, jetzt 0");
  }

  @Test
  void finds_a_change_in_another_school_among_the_others_only() throws Exception {
    TenantMeasurement after = enterprise("update asv.svp_note set wert = 4 where id = 'N3'");

    assertThat(TenantComparison.moved(before, after, "0001").equal()).isTrue();
    assertThat(TenantComparison.others(before, after).differences())
        .containsExactly(
            new Difference("asv.svp_note", "anderer Inhalt bei gleich vielen Zeilen (1)"));
  }

  @Test
  void does_not_see_a_whole_school_arrive_among_the_others() throws Exception {
    TenantMeasurement without = enterprise(REMOVE_SCHOOL_1);
    TenantMeasurement with = enterprise();

    assertThat(without.holds("0001")).isFalse();
    assertThat(TenantComparison.others(without, with).differences()).isEmpty();
  }

  @Test
  void notices_that_a_shared_teacher_of_the_others_was_changed() throws Exception {
    TenantMeasurement after =
        enterprise("update asv.svp_lehrer_stamm set vornamen = 'Gerd' where id = 'L1'");

    assertThat(TenantComparison.others(before, after).differences())
        .extracting(Difference::object)
        .containsExactly("asv.svp_lehrer_stamm");
  }

  @Test
  void leaves_what_a_teacher_lacks_to_the_school_and_never_calls_it_equal() throws Exception {
    TenantMeasurement after =
        enterprise(
            "update asv.svp_lehrer_stamm set geburtsdatum = null, anschrift_id = null where id ="
                + " 'L1'");

    TenantComparison comparison = TenantComparison.moved(before, after, "0001");

    assertThat(comparison.equal()).isTrue();
    assertThat(comparison.gaps())
        .extracting(Difference::object)
        .containsExactlyInAnyOrder("svp_lehrer_stamm", "svp_anschrift (Lehrkräfte)");
    assertThat(comparison.summary()).contains("Von der Schule zu ergänzen", "svp_lehrer_stamm");
  }

  @Test
  void finds_a_teacher_that_did_not_arrive() throws Exception {
    TenantMeasurement after =
        enterprise("delete from asv.svp_lehrer_schuljahr_schule where id = 'E2'");

    assertThat(TenantComparison.moved(before, after, "0001").differences())
        .extracting(Difference::object)
        .contains("svp_lehrer_stamm", "svp_lehrer_schuljahr_schule");
  }

  @Test
  void does_not_mind_locks_and_log_ins() throws Exception {
    TenantMeasurement after =
        enterprise(
            "insert into asv.svp_systemparameter values ('schule.gesperrt.0001', 'ja')",
            "update asv.svp_benutzer set letzte_anmeldung = current_timestamp");

    assertThat(TenantComparison.others(before, after).differences()).isEmpty();
    assertThat(TenantComparison.moved(before, after, "0001").differences()).isEmpty();
  }

  @Test
  void names_missing_tables_and_columns() throws Exception {
    TenantMeasurement after =
        enterprise(
            "drop table asv.svp_zeugnis_note",
            "alter table asv.svp_schueler_stamm drop column rufname");

    assertThat(TenantComparison.moved(before, after, "0001").summary())
        .contains("asv.svp_zeugnis_note: fehlt", "fehlende Spalten [rufname]");
  }

  @Test
  void measures_several_schools_in_one_run() throws Exception {
    TenantMeasurement both = measure(databases.enterprise(), "0001", "0002");
    TenantMeasurement alike = measure(databases.school(), "0001", "0002");

    assertThat(TenantComparison.moved(both, alike, "0001").equal()).isTrue();
    assertThat(TenantComparison.moved(both, alike, "0002").equal()).isTrue();
    assertThat(both.schools().get("0001")).isEqualTo(before.schools().get("0001"));
    assertThat(TenantComparison.others(both, alike).equal()).isTrue();
  }

  @Test
  void never_takes_a_school_number_for_sql() throws Exception {
    String evil = "0001' or '1'='1";

    assertThat(measure(databases.enterprise(), evil).holds(evil)).isFalse();
    assertThat(gaps(databases.enterprise(), evil)).isEmpty();
  }

  @Test
  void names_tables_that_nobody_has_assigned_to_a_school() throws Exception {
    String[] more = {
      "create table asv.svp_sprechtag (id int primary key, klasse_id varchar(40) references"
          + " asv.svp_klasse(id))",
      "create table asv.svp_termin (id int primary key, sprechtag_id int references"
          + " asv.svp_sprechtag(id))"
    };

    assertThat(measure(databases.enterprise(more), "0001").uncovered())
        .containsExactly("asv.svp_sprechtag", "asv.svp_termin");
    assertThat(measure(databases.school(more), "0001").uncovered())
        .containsExactly("asv.svp_sprechtag", "asv.svp_termin");
    assertThat(before.uncovered()).isEmpty();
  }

  @Test
  void names_the_value_list_that_differs_and_says_what_to_do() throws Exception {
    TenantMeasurement after =
        enterprise("update asv.svp_wl_wert set langform = 'Deutsch (neu)' where id = '1040_1'");

    ValueListComparison comparison = ValueListComparison.of(before, after);

    assertThat(comparison.differences())
        .extracting(Difference::object)
        .containsExactly("asv.svp_wl_wert: FACH");
    assertThat(comparison.summary()).contains("Wertelisten aktualisieren", "Hash-Code");
  }

  @Test
  void does_not_mind_when_a_value_list_was_fetched() throws Exception {
    TenantMeasurement after =
        enterprise("update asv.svp_wl_wert set update_user = 'x', update_date = create_date");

    assertThat(ValueListComparison.of(before, after).equal()).isTrue();
  }

  @Test
  void lists_the_same_gaps_on_both_servers() throws Exception {
    List<Gap> school = gaps(databases.school(), "0001");

    assertThat(school).isEqualTo(gaps(databases.enterprise(), "0001"));
    assertThat(school)
        .extracting(Gap::kind)
        .containsExactly("own-reports", "cross-school-users", "shared-teachers");
    assertThat(school.get(0).items()).containsExactly("Eigener Bericht ä");
    assertThat(school.get(1).items()).isEmpty();
    assertThat(school.get(1).count()).isEqualTo(1);
    assertThat(school.get(2).items()).containsExactly("Geteilt, Gerda (PKZ1)");
    assertThat(school.get(2).counts().toString()).doesNotContain("Gerda");
  }

  @Test
  void leaves_no_names_in_the_work_folder() throws Exception {
    gaps(databases.school(), "0001");

    try (Stream<Path> files = Files.walk(folder.resolve("umzug"))) {
      assertThat(
              files.filter(Files::isRegularFile).filter(path -> !path.toString().endsWith(".jar")))
          .allSatisfy(path -> assertThat(Files.readString(path)).doesNotContain("Gerda"));
    }
  }

  @Test
  void does_not_open_a_database_that_the_server_holds() throws Exception {
    Endpoint endpoint = databases.school();
    try (Connection server =
        DriverManager.getConnection(
            "jdbc:h2:" + endpoint.directory() + "/database/asv", "sa", "")) {
      assertThat(server.isValid(1)).isTrue();
      assertThatThrownBy(() -> measure(endpoint, "0001"))
          .isInstanceOf(OperationFailed.class)
          .hasMessageContaining("H2-Datenbank");
    }
  }

  private static TenantMeasurement enterprise(String... changes) throws Exception {
    return measure(databases.enterprise(changes), "0001");
  }

  private static final String REMOVE_SCHOOL_1 =
      """
      delete from asv.svp_zeugnis_note where schuelerfach_id = 'SF1';
      delete from asv.svp_note where id = 'N1';
      delete from asv.svp_schuelerfach where id = 'SF1';
      delete from asv.svp_unterrichtselement where id = 'U1';
      delete from asv.svp_schule_fach where id = 'F1';
      delete from asv.svp_lehrer_schuljahr_schule where schule_stamm_id = 'S1';
      delete from asv.svp_lehrer_schuljahr where id = 'LJ2';
      delete from asv.svp_lehrer_stamm where id = 'L2';
      delete from asv.svp_datenschutz_hinweis;
      delete from asv.svp_schueler_anschrift where id = 'PA1';
      delete from asv.svp_anschrift where id = 'A1';
      delete from asv.svp_schueler_schuljahr where id in ('PJ1', 'PJ2');
      delete from asv.svp_schueler_stamm where id in ('P1', 'P2');
      delete from asv.svp_klassengruppe where id = 'G1';
      delete from asv.svp_klasse where id = 'K1';
      delete from asv.svp_schule_schuljahr where id = 'Y1';
      delete from asv.svp_bericht where id = 'B1';
      delete from asv.svp_benutzer where kennung = 'leitung1';
      delete from asv.svp_schule_stamm where id = 'S1';
      """;
}
