package de.asvumzug.lab.asv;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which rows of the database belong to a school, in an order that foreign keys allow. */
final class SchoolTables {
  /** Name of the teachers' addresses in a backup; they lie in the same table as the pupils'. */
  static final String TEACHER_ADDRESSES = "svp_anschrift#lehrer";

  /** Since release 2.14. */
  static final String PRIVACY_NOTES = "svp_datenschutz_hinweis";

  private static final String YEARS =
      "select id from asv.svp_schule_schuljahr where schule_stamm_id = ?";
  private static final String CLASSES =
      "select id from asv.svp_klasse where schule_schuljahr_id in (" + YEARS + ")";
  private static final String GROUPS =
      "select id from asv.svp_klassengruppe where klasse_id in (" + CLASSES + ")";
  private static final String PUPILS =
      "select schueler_stamm_id from asv.svp_schueler_schuljahr where klassengruppe_id in ("
          + GROUPS
          + ")";
  private static final String PUPIL_YEARS =
      "select id from asv.svp_schueler_schuljahr where klassengruppe_id in (" + GROUPS + ")";
  private static final String PUPIL_SUBJECTS =
      "select id from asv.svp_schuelerfach where schueler_schuljahr_id in (" + PUPIL_YEARS + ")";
  private static final String PUPIL_ADDRESSES =
      "select anschrift_id from asv.svp_schueler_anschrift where schueler_stamm_id in ("
          + PUPILS
          + ")";
  private static final String TEACHER_YEARS =
      "select lehrer_schuljahr_id from asv.svp_lehrer_schuljahr_schule where schule_stamm_id = ?";
  private static final String TEACHERS =
      "select lehrer_stamm_id from asv.svp_lehrer_schuljahr where id in (" + TEACHER_YEARS + ")";

  /**
   * The school where a teacher has most hours leads the teacher; of schools with equal hours the
   * one with the smaller number (assumed: docs/domain.md §6 only says that one school leads).
   */
  private static final String LED_HERE =
      "(select s.id from asv.svp_lehrer_schuljahr j join asv.svp_lehrer_schuljahr_schule p on"
          + " p.lehrer_schuljahr_id = j.id join asv.svp_schule_stamm s on s.id = p.schule_stamm_id"
          + " where j.lehrer_stamm_id = t.id group by s.id, s.schulnummer order by"
          + " coalesce(max(p.stunden), 0) desc, s.schulnummer fetch first 1 row only) = ?";

  private SchoolTables() {}

  /**
   * @param shared whether the row may be there already and then stays as it is
   */
  record Part(String table, String select, boolean shared) {}

  /** What a backup of this version carries, in an order in which it can be inserted. */
  static List<Part> carried(Version version) {
    List<Part> parts = new ArrayList<>(carriedAlways());
    if (Structure.hasPrivacyNotes(version)) {
      parts.add(shared(PRIVACY_NOTES, "schueler_stamm_id in (" + PUPILS + ")"));
    }
    return parts;
  }

  private static List<Part> carriedAlways() {
    return List.of(
        own("svp_schule_stamm", "id = ?"),
        own("svp_schule_schuljahr", "schule_stamm_id = ?"),
        own("svp_schule_fach", "schule_stamm_id = ?"),
        own("svp_klasse", "schule_schuljahr_id in (" + YEARS + ")"),
        own("svp_klassengruppe", "klasse_id in (" + CLASSES + ")"),
        shared("svp_anschrift", "id in (" + PUPIL_ADDRESSES + ")"),
        shared("svp_schueler_stamm", "id in (" + PUPILS + ")"),
        own("svp_schueler_schuljahr", "klassengruppe_id in (" + GROUPS + ")"),
        shared("svp_schueler_anschrift", "schueler_stamm_id in (" + PUPILS + ")"),
        new Part(TEACHER_ADDRESSES, teacherAddresses(), true),
        new Part("svp_lehrer_stamm", teacherRows(), true),
        shared("svp_lehrer_schuljahr", "id in (" + TEACHER_YEARS + ")"),
        own("svp_lehrer_schuljahr_schule", "schule_stamm_id = ?"),
        own("svp_unterrichtselement", "klassengruppe_id in (" + GROUPS + ")"),
        own("svp_schuelerfach", "schueler_schuljahr_id in (" + PUPIL_YEARS + ")"),
        own("svp_note", "schuelerfach_id in (" + PUPIL_SUBJECTS + ")"),
        own("svp_zeugnis_note", "schuelerfach_id in (" + PUPIL_SUBJECTS + ")"),
        own("svp_benutzer", "schule_stamm_id = ?"));
  }

  private static Part own(String table, String where) {
    return new Part(table, "select * from asv." + table + " where " + where, false);
  }

  private static Part shared(String table, String where) {
    return new Part(table, "select * from asv." + table + " where " + where, true);
  }

  private static String teacherAddresses() {
    return "select * from asv.svp_anschrift where id in (select t.anschrift_id from"
        + " asv.svp_lehrer_stamm t where t.id in ("
        + TEACHERS
        + ") and "
        + LED_HERE
        + ")";
  }

  /** Of a teacher whom another school leads, the date of birth and the address stay there. */
  private static String teacherRows() {
    return "select t.id, t.familienname, t.vornamen, t.personalnummer, case when "
        + LED_HERE
        + " then t.geburtsdatum end as geburtsdatum, case when "
        + LED_HERE
        + " then t.anschrift_id end as anschrift_id, t.create_user, t.create_date,"
        + " t.update_user, t.update_date from asv.svp_lehrer_stamm t where t.id in ("
        + TEACHERS
        + ")";
  }

  static String idOf(Connection connection, String school) throws SQLException, Exit {
    try (PreparedStatement query =
        connection.prepareStatement("select id from asv.svp_schule_stamm where schulnummer = ?")) {
      query.setString(1, school);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new Exit(3, "Die Schule " + school + " gibt es hier nicht");
        }
        return row.getString(1);
      }
    }
  }

  /** Rows of the school alone, in an order in which they can be deleted. */
  static List<String> deletions() {
    return List.of(
        "delete from asv.svp_benutzer where schule_stamm_id = ?",
        "delete from asv.svp_bericht where schule_stamm_id = ?",
        "delete from asv.svp_zeugnis_note where schuelerfach_id in (" + PUPIL_SUBJECTS + ")",
        "delete from asv.svp_note where schuelerfach_id in (" + PUPIL_SUBJECTS + ")",
        "delete from asv.svp_schuelerfach where schueler_schuljahr_id in (" + PUPIL_YEARS + ")",
        "delete from asv.svp_unterrichtselement where klassengruppe_id in (" + GROUPS + ")",
        "delete from asv.svp_lehrer_schuljahr_schule where schule_stamm_id = ?");
  }

  static String teacherYears() {
    return TEACHER_YEARS;
  }

  static String teacherAddressIds() {
    return "select anschrift_id from asv.svp_lehrer_stamm where anschrift_id is not null and id in ("
        + TEACHERS
        + ")";
  }

  static String pupilYears() {
    return PUPIL_YEARS;
  }

  static String teachers() {
    return TEACHERS;
  }

  static String pupils() {
    return PUPILS;
  }

  static String groups() {
    return GROUPS;
  }

  static String classes() {
    return CLASSES;
  }

  static String years() {
    return YEARS;
  }

  static String pupilAddresses() {
    return PUPIL_ADDRESSES;
  }
}
