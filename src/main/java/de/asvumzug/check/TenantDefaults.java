package de.asvumzug.check;

import de.asvumzug.check.TenantSettings.Carried;
import de.asvumzug.check.TenantSettings.GapQuery;
import de.asvumzug.check.TenantSettings.Ignored;
import de.asvumzug.check.TenantSettings.Table;
import java.util.List;

/**
 * Which rows belong to a school as far as the tables of docs/domain.md §3.3 tell; join columns and
 * {@code svp_bericht}, {@code svp_benutzer} are assumed.
 */
final class TenantDefaults {
  static final String LIST_NAME =
      "(select w.bezeichnung from asv.svp_wl_werteliste w where w.id = t.werteliste_id)";

  private static final String SCHOOL = " as row_id, s.schulnummer as school from ";
  private static final String YEARS =
      "asv.svp_schule_schuljahr j join asv.svp_schule_stamm s on s.id = j.schule_stamm_id";
  private static final String CLASSES =
      YEARS + " join asv.svp_klasse k on k.schule_schuljahr_id = j.id";
  private static final String GROUPS =
      CLASSES + " join asv.svp_klassengruppe g on g.klasse_id = k.id";
  private static final String PUPILS =
      GROUPS + " join asv.svp_schueler_schuljahr p on p.klassengruppe_id = g.id";
  private static final String TEACHERS =
      "asv.svp_lehrer_schuljahr_schule e join asv.svp_schule_stamm s on s.id = e.schule_stamm_id"
          + " join asv.svp_lehrer_schuljahr y on y.id = e.lehrer_schuljahr_id";

  private static final String BY_SCHOOL = "select s.id" + SCHOOL + "asv.svp_schule_stamm s";
  private static final String BY_GROUP = "select g.id" + SCHOOL + GROUPS;
  private static final String BY_PUPIL = "select p.schueler_stamm_id" + SCHOOL + PUPILS;
  private static final String BY_SUBJECT =
      "select f.id"
          + SCHOOL
          + PUPILS
          + " join asv.svp_schuelerfach f on f.schueler_schuljahr_id = p.id";

  private TenantDefaults() {}

  static List<Table> tables() {
    return List.of(
        complete("svp_schule_stamm", "id", BY_SCHOOL),
        complete("svp_schule_schuljahr", "schule_stamm_id", BY_SCHOOL),
        complete("svp_schule_fach", "schule_stamm_id", BY_SCHOOL),
        complete("svp_klasse", "schule_schuljahr_id", "select j.id" + SCHOOL + YEARS),
        complete("svp_klassengruppe", "klasse_id", "select k.id" + SCHOOL + CLASSES),
        complete("svp_unterrichtselement", "klassengruppe_id", BY_GROUP),
        complete("svp_schueler_schuljahr", "klassengruppe_id", BY_GROUP),
        complete("svp_schueler_stamm", "id", BY_PUPIL),
        complete("svp_schueler_anschrift", "schueler_stamm_id", BY_PUPIL),
        complete("svp_datenschutz_hinweis", "schueler_stamm_id", BY_PUPIL),
        complete("svp_schuelerfach", "schueler_schuljahr_id", "select p.id" + SCHOOL + PUPILS),
        complete("svp_note", "schuelerfach_id", BY_SUBJECT),
        complete("svp_zeugnis_note", "schuelerfach_id", BY_SUBJECT),
        complete("svp_benutzer", "schule_stamm_id", BY_SCHOOL),
        new Table(
            "svp_anschrift",
            "svp_anschrift (Schüler)",
            "id",
            "select a.anschrift_id"
                + SCHOOL
                + PUPILS
                + " join asv.svp_schueler_anschrift a on a.schueler_stamm_id = p.schueler_stamm_id",
            Carried.COMPLETE,
            List.of()),
        new Table(
            "svp_anschrift",
            "svp_anschrift (Lehrkräfte)",
            "id",
            "select l.anschrift_id"
                + SCHOOL
                + TEACHERS
                + " join asv.svp_lehrer_stamm l on l.id = y.lehrer_stamm_id",
            Carried.PARTIAL,
            List.of()),
        partial(
            "svp_lehrer_stamm",
            "id",
            "select y.lehrer_stamm_id" + SCHOOL + TEACHERS,
            "personalnummer"),
        partial("svp_lehrer_schuljahr", "id", "select y.id" + SCHOOL + TEACHERS, "schuljahr_id"),
        partial(
            "svp_lehrer_schuljahr_schule",
            "schule_stamm_id",
            BY_SCHOOL,
            "schule_stamm_id",
            "stunden"),
        new Table("svp_bericht", "", "schule_stamm_id", BY_SCHOOL, Carried.NOTHING, List.of()));
  }

  private static Table complete(String table, String column, String owners) {
    return new Table(table, "", column, owners, Carried.COMPLETE, List.of());
  }

  private static Table partial(String table, String column, String owners, String... compared) {
    return new Table(table, "", column, owners, Carried.PARTIAL, List.of(compared));
  }

  static List<Ignored> ignored() {
    return List.of(
        new Ignored("svp_systemparameter", "t.name like 'schule.gesperrt.%'", List.of()),
        new Ignored("svp_benutzer", "", List.of("letzte_anmeldung")));
  }

  static List<GapQuery> gaps() {
    return List.of(
        new GapQuery(
            "own-reports",
            "Eigene Berichte: vor dem Umzug exportieren, danach einspielen",
            """
            select b.bezeichnung as item from asv.svp_bericht b
              join asv.svp_schule_stamm s on s.id = b.schule_stamm_id
             where b.eigener and s.schulnummer = :school order by b.bezeichnung
            """,
            true),
        new GapQuery(
            "cross-school-users",
            "Schulübergreifende Benutzer des alten Servers: Rechte auf dem neuen Server prüfen",
            """
            select u.kennung as item from asv.svp_benutzer u
             where u.schule_stamm_id is null and exists
               (select 1 from asv.svp_schule_stamm s where s.schulnummer = :school)
            """,
            false),
        new GapQuery(
            "shared-teachers",
            "Lehrkräfte, die auch an anderen Schulen eingesetzt sind: Stammdaten und Einsätze"
                + " prüfen",
            """
            select distinct concat(l.familienname, ', ', l.vornamen, ' (', l.personalnummer, ')') as item
              from asv.svp_lehrer_stamm l
              join asv.svp_lehrer_schuljahr y on y.lehrer_stamm_id = l.id
              join asv.svp_lehrer_schuljahr_schule e on e.lehrer_schuljahr_id = y.id
              join asv.svp_schule_stamm s on s.id = e.schule_stamm_id
             where s.schulnummer = :school and l.id in
               (select y2.lehrer_stamm_id from asv.svp_lehrer_schuljahr y2
                  join asv.svp_lehrer_schuljahr_schule e2 on e2.lehrer_schuljahr_id = y2.id
                  join asv.svp_schule_stamm s2 on s2.id = e2.schule_stamm_id
                 where s2.schulnummer <> :school)
             order by item
            """,
            true));
  }
}
