package de.asvumzug.lab.asv;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a school's rows out of a database, inside the caller's transaction. Pupils, teachers and
 * addresses that another school refers to stay.
 */
final class SchoolRemoval {
  /** Any number that nothing else on this PostgreSQL takes. */
  private static final long ADVISORY_LOCK = 0x41535644_4243544cL;

  private static final String PUPIL_GONE =
      " and not exists (select 1 from asv.svp_schueler_schuljahr y where y.schueler_stamm_id = ";
  private static final String UNUSED_ADDRESS =
      "delete from asv.svp_anschrift a where a.id = ? and not exists (select 1 from"
          + " asv.svp_schueler_anschrift v where v.anschrift_id = a.id) and not exists (select 1"
          + " from asv.svp_lehrer_stamm l where l.anschrift_id = a.id)";

  private SchoolRemoval() {}

  /**
   * What {@code dbctl delete} does: the school, the teachers who have no school left, the lock.
   *
   * @throws Exit 3 unknown school
   */
  static void run(Connection connection, String school) throws SQLException, Exit {
    alone(connection);
    String id = SchoolTables.idOf(connection, school);
    List<String> teachers = ids(connection, SchoolTables.teachers(), id);
    List<String> addresses = ids(connection, SchoolTables.teacherAddressIds(), id);
    ownRows(connection, id);
    each(
        connection,
        "delete from asv.svp_lehrer_stamm t where t.id = ? and not exists (select 1 from"
            + " asv.svp_lehrer_schuljahr y where y.lehrer_stamm_id = t.id)",
        teachers);
    unusedAddresses(connection, addresses);
    SchoolLock.set(connection, school, false);
  }

  /**
   * The rows that a restore replaces. Teachers stay even without a school: which of them were here
   * before the first restore cannot be seen, and those keep their record.
   *
   * @param id of the school
   */
  static void ownRows(Connection connection, String id) throws SQLException {
    List<String> pupils = ids(connection, SchoolTables.pupils(), id);
    List<String> pupilYears = ids(connection, SchoolTables.pupilYears(), id);
    List<String> addresses = ids(connection, SchoolTables.pupilAddresses(), id);
    List<String> groups = ids(connection, SchoolTables.groups(), id);
    List<String> classes = ids(connection, SchoolTables.classes(), id);
    List<String> years = ids(connection, SchoolTables.years(), id);
    List<String> teacherYears = ids(connection, SchoolTables.teacherYears(), id);
    for (String deletion : SchoolTables.deletions()) {
      each(connection, deletion, List.of(id));
    }
    each(connection, "delete from asv.svp_schueler_schuljahr where id = ?", pupilYears);
    pupilsWithoutSchool(connection, pupils);
    unusedAddresses(connection, addresses);
    each(connection, "delete from asv.svp_klassengruppe where id = ?", groups);
    each(connection, "delete from asv.svp_klasse where id = ?", classes);
    each(connection, "delete from asv.svp_schule_fach where schule_stamm_id = ?", List.of(id));
    each(connection, "delete from asv.svp_schule_schuljahr where id = ?", years);
    each(connection, "delete from asv.svp_schule_stamm where id = ?", List.of(id));
    each(
        connection,
        "delete from asv.svp_lehrer_schuljahr y where y.id = ? and not exists (select 1 from"
            + " asv.svp_lehrer_schuljahr_schule e where e.lehrer_schuljahr_id = y.id)",
        teacherYears);
  }

  private static void pupilsWithoutSchool(Connection connection, List<String> pupils)
      throws SQLException {
    List<String> tables = new ArrayList<>(List.of("svp_schueler_anschrift"));
    if (Structure.hasPrivacyNotes(Structure.version(connection))) {
      tables.add(SchoolTables.PRIVACY_NOTES);
    }
    for (String table : tables) {
      each(
          connection,
          "delete from asv."
              + table
              + " p where p.schueler_stamm_id = ?"
              + PUPIL_GONE
              + "p.schueler_stamm_id)",
          pupils);
    }
    each(
        connection,
        "delete from asv.svp_schueler_stamm p where p.id = ?" + PUPIL_GONE + "p.id)",
        pupils);
  }

  static void unusedAddresses(Connection connection, List<String> addresses) throws SQLException {
    each(connection, UNUSED_ADDRESS, addresses);
  }

  /**
   * Waits until no other dbctl changes schools on this PostgreSQL: both would bring the teacher
   * whom their schools share. Holds until the transaction ends. An H2 file has one user anyway.
   */
  static void alone(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
      }
    }
  }

  private static List<String> ids(Connection connection, String select, String school)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(select)) {
      query.setString(1, school);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
    }
    return ids;
  }

  private static void each(Connection connection, String sql, List<String> values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (String value : values) {
        statement.setString(1, value);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
