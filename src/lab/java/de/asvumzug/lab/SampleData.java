package de.asvumzug.lab;

import de.asvumzug.lab.asv.ValueLists;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Invented schools, pupils, teachers and marks. The same seed gives the same rows; nothing in them
 * belongs to a real person.
 */
final class SampleData {
  private static final List<String> FAMILY_NAMES =
      List.of(
          "Müster",
          "Beispielhuber",
          "Größling",
          "Phantasié",
          "Erfundner",
          "Testbäcker",
          "von Probe",
          "Dummyß",
          "Fiktivmayr",
          "Özmuster",
          "Schein-Übel",
          "O'Probe");
  private static final List<String> FIRST_NAMES =
      List.of(
          "Jörg",
          "Zoë",
          "René",
          "Änne",
          "Maximilian Jürgen",
          "Şebnem",
          "Łukasz",
          "Anna-Lena",
          "Björn",
          "Françoise",
          "Xaver",
          "Ülkü");
  private static final List<String> PLACES =
      List.of("Musterstadt", "Schönprobe", "Übungsdorf", "Beispielskirchen", "Größtest");
  private static final List<String> STREETS =
      List.of("Probenstraße", "Am Übungsplatz", "Beispielgäßchen", "Testallee");
  private static final int SUBJECTS = ValueLists.SUBJECTS;
  private static final int TEACHERS_PER_SCHOOL = 20;
  private static final String YEAR = ValueLists.YEAR;
  private static final Timestamp CREATED =
      Timestamp.valueOf(LocalDateTime.of(2026, 9, 1, 8, 15, 30, 123_000_000));

  private final Connection connection;
  private final LabOptions options;
  private final int first;
  private final int count;
  private final Random random;

  /**
   * @param first number of the first school
   * @param count how many schools, numbered one after the other
   */
  SampleData(Connection connection, LabOptions options, int first, int count) {
    this.connection = connection;
    this.options = options;
    this.first = first;
    this.count = count;
    this.random = new Random(options.seed() + first - 1);
  }

  static String number(int school) {
    return "%04d".formatted(school);
  }

  static String schoolName(int school) {
    return List.of("Grundschule", "Realschule", "Gymnasium").get((school - 1) % 3)
        + " Musterstadt-"
        + (school == 1 ? "Süd" : school == 2 ? "Übungsau" : "Nr. " + school);
  }

  /** Fills all tables in one transaction. */
  void write() throws SQLException {
    connection.setAutoCommit(false);
    schools();
    teachers();
    for (int school = first; school < first + count; school++) {
      classes(school);
      pupils(school);
    }
    reports();
    connection.commit();
    connection.setAutoCommit(true);
  }

  private void schools() throws SQLException {
    List<Object[]> schools = new ArrayList<>();
    List<Object[]> years = new ArrayList<>();
    List<Object[]> subjects = new ArrayList<>();
    for (int school = first; school < first + count; school++) {
      String number = number(school);
      schools.add(row("S" + number, number, "Schule " + number, schoolName(school)));
      years.add(row("SJ" + number, "S" + number, YEAR));
      for (int subject = 1; subject <= SUBJECTS; subject++) {
        subjects.add(row("SF" + number + "-" + subject, "S" + number, "1040_" + subject));
      }
    }
    insert("svp_schule_stamm", "id, schulnummer, kurzname, dienststellenname", schools);
    insert("svp_schule_schuljahr", "id, schule_stamm_id, schuljahr_id", years);
    insert("svp_schule_fach", "id, schule_stamm_id, wl_fach_id", subjects);
  }

  /** Every fifth teacher also works at the next school. */
  private void teachers() throws SQLException {
    List<Object[]> addresses = new ArrayList<>();
    List<Object[]> teachers = new ArrayList<>();
    List<Object[]> years = new ArrayList<>();
    List<Object[]> posts = new ArrayList<>();
    for (int school = first; school < first + count; school++) {
      for (int i = 0; i < TEACHERS_PER_SCHOOL; i++) {
        String id = number(school) + "-" + i;
        addresses.add(address("AL" + id));
        LocalDate born = LocalDate.of(1960, 1, 1).plusDays(random.nextInt(14_000));
        teachers.add(
            row(
                "L" + id,
                any(FAMILY_NAMES),
                any(FIRST_NAMES),
                "PKZ" + known(id),
                sql(born),
                "AL" + id));
        years.add(row("LJ" + id, "L" + id, YEAR));
        posts.add(row("LS" + id, "LJ" + id, "S" + number(school), new BigDecimal("14.5")));
        if (i % 5 == 0 && count > 1) {
          String next = number(first + (school - first + 1) % count);
          posts.add(row("LS" + id + "-b", "LJ" + id, "S" + next, new BigDecimal("9.5")));
        }
      }
    }
    insert("svp_anschrift", "id, strasse, hausnummer, plz, ort, telefon", addresses);
    insert(
        "svp_lehrer_stamm",
        "id, familienname, vornamen, personalnummer, geburtsdatum, anschrift_id",
        teachers);
    insert("svp_lehrer_schuljahr", "id, lehrer_stamm_id, schuljahr_id", years);
    insert(
        "svp_lehrer_schuljahr_schule", "id, lehrer_schuljahr_id, schule_stamm_id, stunden", posts);
  }

  /** One teacher of the server that takes schools in works at school 0001 too. */
  private static String known(String id) {
    return id.equals("0101-3") ? "0001-1" : id;
  }

  private int classCount() {
    return Math.max(1, options.pupils() / count / 25);
  }

  private void classes(int school) throws SQLException {
    String number = number(school);
    List<Object[]> classes = new ArrayList<>();
    List<Object[]> groups = new ArrayList<>();
    List<Object[]> lessons = new ArrayList<>();
    for (int c = 0; c < classCount(); c++) {
      String id = number + "-" + c;
      classes.add(row("K" + id, (c / 4 + 5) + "" + (char) ('a' + c % 4), "SJ" + number, "1113_01"));
      groups.add(row("G" + id, "A", "K" + id));
      for (int subject = 1; subject <= SUBJECTS; subject++) {
        String teacher = "LS" + number + "-" + (c + subject) % TEACHERS_PER_SCHOOL;
        lessons.add(
            row("U" + id + "-" + subject, "G" + id, "SF" + number + "-" + subject, teacher));
      }
    }
    insert("svp_klasse", "id, klassenname, schule_schuljahr_id, wl_klassenart_id", classes);
    insert("svp_klassengruppe", "id, kennung, klasse_id", groups);
    insert(
        "svp_unterrichtselement",
        "id, klassengruppe_id, schule_fach_id, lehrer_schuljahr_schule_id",
        lessons);
  }

  private void pupils(int school) throws SQLException {
    List<Object[]> pupils = new ArrayList<>();
    List<Object[]> years = new ArrayList<>();
    List<Object[]> addresses = new ArrayList<>();
    List<Object[]> addressLinks = new ArrayList<>();
    List<Object[]> subjects = new ArrayList<>();
    List<Object[]> marks = new ArrayList<>();
    List<Object[]> reportMarks = new ArrayList<>();
    for (int i = school - first; i < options.pupils(); i += count) {
      String id = number(school) + "-" + i;
      String group = number(school) + "-" + i / count % classCount();
      pupils.add(pupil("P" + id));
      years.add(row("PJ" + id, "P" + id, YEAR, "G" + group));
      addresses.add(address("A" + id));
      addressLinks.add(row("PA" + id, "P" + id, null, "A" + id));
      for (int subject = 1; subject <= SUBJECTS; subject++) {
        String key = id + "-" + subject;
        subjects.add(row("SU" + key, "PJ" + id, "U" + group + "-" + subject));
        for (int mark = 0; mark < options.marksPerSubject(); mark++) {
          marks.add(mark("N" + key + "-" + mark, "SU" + key));
        }
        reportMarks.add(row("Z" + key, "SU" + key, 1 + random.nextInt(6), 1));
      }
    }
    insert(
        "svp_schueler_stamm",
        "id, familienname, vornamen, rufname, geburtsdatum, geburtsort, wl_geschlecht_id,"
            + " austrittsdatum, bemerkung, bild",
        pupils);
    insert(
        "svp_schueler_schuljahr", "id, schueler_stamm_id, schuljahr_id, klassengruppe_id", years);
    insert("svp_anschrift", "id, strasse, hausnummer, plz, ort, telefon", addresses);
    insert(
        "svp_schueler_anschrift", "id, schueler_stamm_id, person_id, anschrift_id", addressLinks);
    insert("svp_schuelerfach", "id, schueler_schuljahr_id, unterrichtselement_id", subjects);
    insert("svp_note", "id, schuelerfach_id, wert, datum, bemerkung", marks);
    insert("svp_zeugnis_note", "id, schuelerfach_id, note, halbjahr", reportMarks);
  }

  private Object[] pupil(String id) {
    LocalDate born = LocalDate.of(2008, 1, 1).plusDays(random.nextInt(4_000));
    byte[] picture = null;
    if (random.nextInt(10) == 0) {
      picture = new byte[512];
      random.nextBytes(picture);
    }
    String first = any(FIRST_NAMES);
    return row(
        id,
        any(FAMILY_NAMES),
        first,
        random.nextInt(3) == 0 ? null : first.split(" ")[0],
        sql(born),
        any(PLACES),
        "1002_" + (1 + random.nextInt(2)),
        random.nextInt(30) == 0 ? Date.valueOf("2026-07-31") : null,
        random.nextInt(5) == 0 ? "Zeile 1\nZeile 2; \"Anführung\", \\ und \t Tabulator" : null,
        picture);
  }

  private Object[] mark(String id, String subject) {
    return row(
        id,
        subject,
        BigDecimal.valueOf(10 + random.nextInt(51), 1),
        sql(LocalDate.of(2026, 9, 15).plusDays(random.nextInt(60))),
        random.nextInt(8) == 0 ? "mündlich, nachgeholt" : null);
  }

  private Object[] address(String id) {
    return row(
        id,
        any(STREETS),
        (1 + random.nextInt(99)) + (random.nextInt(6) == 0 ? "½" : ""),
        "99%03d".formatted(random.nextInt(1000)),
        any(PLACES),
        random.nextBoolean() ? null : "0999 " + random.nextInt(100_000));
  }

  private void reports() throws SQLException {
    byte[] template = new byte[4_000];
    random.nextBytes(template);
    List<Object[]> rows = new ArrayList<>();
    rows.add(row("B-zentral", null, "Schülerliste", false, template));
    for (int school = first; school < first + count; school++) {
      String number = number(school);
      rows.add(row("B" + number, "S" + number, "Eigener Bericht ä " + number, true, template));
    }
    insert("svp_bericht", "id, schule_stamm_id, bezeichnung, eigener, vorlage", rows);
  }

  private void insert(String table, String columns, List<Object[]> rows) throws SQLException {
    int width = columns.split(",").length;
    String sql =
        "insert into asv."
            + table
            + " ("
            + columns
            + ", create_date) values ("
            + "?, ".repeat(width)
            + "?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int pending = 0;
      for (Object[] row : rows) {
        for (int i = 0; i < width; i++) {
          statement.setObject(i + 1, row[i]);
        }
        statement.setTimestamp(width + 1, CREATED);
        statement.addBatch();
        if (++pending % 1000 == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static Date sql(LocalDate date) {
    return Date.valueOf(date);
  }

  private static Object[] row(Object... values) {
    return values;
  }
}
