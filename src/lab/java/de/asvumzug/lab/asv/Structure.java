package de.asvumzug.lab.asv;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of an ASV database (docs/domain.md §3.3) and their version, in both dialects. The
 * version of the structure is that of the program it belongs to (assumed).
 */
public final class Structure {
  private static final String VERSION = "datenmodell.version";
  private static final Version WITH_PRIVACY_NOTES = new Version(2, 14, 0);
  private static final String AUDIT =
      ", create_user varchar(40) default 'sys' not null, create_date timestamp default"
          + " current_timestamp not null, update_user varchar(40), update_date timestamp)";

  private Structure() {}

  /** Creates the structure that a fresh installation of this version brings. */
  public static void create(Connection connection, Version version) throws SQLException {
    boolean h2 = isH2(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists asv");
      for (String sql : masterTables()) {
        statement.execute(sql);
      }
      for (String sql : schoolTables(h2)) {
        statement.execute(sql);
      }
      for (String sql : indexesAndViews()) {
        statement.execute(sql);
      }
    }
    if (hasPrivacyNotes(version)) {
      addPrivacyNotes(connection);
    }
    setVersion(connection, version);
  }

  /** Whether a database of this version has {@code svp_datenschutz_hinweis}. */
  static boolean hasPrivacyNotes(Version version) {
    return !WITH_PRIVACY_NOTES.newerThan(version);
  }

  /** What the Updateinstaller does to a database of an older version. */
  static void update(Connection connection, Version from, Version to) throws SQLException {
    if (!hasPrivacyNotes(from) && hasPrivacyNotes(to)) {
      addPrivacyNotes(connection);
    }
    setVersion(connection, to);
  }

  public static Version version(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select wert from asv.svp_systemparameter where name = ?")) {
      query.setString(1, VERSION);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("asv.svp_systemparameter hat keine Zeile " + VERSION);
        }
        return Version.parse(row.getString(1));
      }
    }
  }

  public static void setVersion(Connection connection, Version version) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement("delete from asv.svp_systemparameter where name = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into asv.svp_systemparameter (name, wert) values (?, ?)")) {
      delete.setString(1, VERSION);
      delete.executeUpdate();
      insert.setString(1, VERSION);
      insert.setString(2, version.toString());
      insert.executeUpdate();
    }
  }

  private static void addPrivacyNotes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("alter table asv.svp_schueler_stamm add column ausweis_gueltig_bis date");
      statement.execute(
          "create table asv.svp_datenschutz_hinweis (id varchar(40) primary key, schueler_stamm_id"
              + " varchar(40) references asv.svp_schueler_stamm(id), hinweis varchar(200)"
              + AUDIT);
    }
  }

  private static boolean isH2(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2");
  }

  private static String table(String name, String columns) {
    return "create table asv." + name + " (id varchar(40) primary key, " + columns + AUDIT;
  }

  private static String to(String column, String table) {
    return column + " varchar(40) references asv." + table + "(id)";
  }

  private static String[] masterTables() {
    return new String[] {
      "create table asv.svp_systemparameter (name varchar(100) primary key, wert varchar(400))",
      table("svp_wl_schuljahr", "kurzform varchar(20) not null"),
      table("svp_wl_werteliste", "bezeichnung varchar(80) not null unique"),
      table(
          "svp_wl_wert",
          to("werteliste_id", "svp_wl_werteliste")
              + " not null, schluessel varchar(20) not null, kurzform varchar(40), anzeigeform"
              + " varchar(80), langform varchar(200)"),
      table(
          "svp_schule_stamm",
          "schulnummer varchar(4) not null unique, kurzname varchar(80), dienststellenname"
              + " varchar(200)"),
      table(
          "svp_anschrift",
          "strasse varchar(120), hausnummer varchar(12), plz varchar(5), ort varchar(80), telefon"
              + " varchar(40)"),
      "create table asv.svp_benutzer (kennung varchar(40) primary key, passwort varchar(200) not"
          + " null, gesperrt boolean default false not null, letzte_anmeldung timestamp, "
          + to("schule_stamm_id", "svp_schule_stamm")
          + ")",
    };
  }

  private static String[] schoolTables(boolean h2) {
    String nextNumber =
        h2 ? "next value for asv.svp_laufende_nummer" : "nextval('asv.svp_laufende_nummer')";
    String largeObject = h2 ? "blob" : "oid";
    return new String[] {
      "create sequence asv.svp_laufende_nummer start with 1000",
      table(
          "svp_schule_schuljahr",
          to("schule_stamm_id", "svp_schule_stamm")
              + " not null, "
              + to("schuljahr_id", "svp_wl_schuljahr")
              + " not null"),
      table(
          "svp_klasse",
          "klassenname varchar(20) not null, "
              + to("schule_schuljahr_id", "svp_schule_schuljahr")
              + " not null, "
              + to("wl_klassenart_id", "svp_wl_wert")),
      table(
          "svp_klassengruppe",
          "kennung varchar(20) not null, " + to("klasse_id", "svp_klasse") + " not null"),
      table(
          "svp_schueler_stamm",
          "familienname varchar(80) not null, vornamen varchar(120) not null, rufname varchar(80),"
              + " geburtsdatum date, geburtsort varchar(80), "
              + to("wl_geschlecht_id", "svp_wl_wert")
              + ", austrittsdatum date, bemerkung varchar(400), bild bytea, laufende_nummer bigint"
              + " default "
              + nextNumber),
      table(
          "svp_schueler_schuljahr",
          to("schueler_stamm_id", "svp_schueler_stamm")
              + " not null, "
              + to("schuljahr_id", "svp_wl_schuljahr")
              + " not null, "
              + to("klassengruppe_id", "svp_klassengruppe")),
      table(
          "svp_schueler_anschrift",
          to("schueler_stamm_id", "svp_schueler_stamm")
              + " not null, person_id varchar(40), "
              + to("anschrift_id", "svp_anschrift")
              + " not null"),
      table(
          "svp_lehrer_stamm",
          "familienname varchar(80) not null, vornamen varchar(120), personalnummer varchar(20)"
              + " unique, geburtsdatum date, "
              + to("anschrift_id", "svp_anschrift")),
      table(
          "svp_lehrer_schuljahr",
          to("lehrer_stamm_id", "svp_lehrer_stamm")
              + " not null, "
              + to("schuljahr_id", "svp_wl_schuljahr")
              + " not null"),
      table(
          "svp_lehrer_schuljahr_schule",
          to("lehrer_schuljahr_id", "svp_lehrer_schuljahr")
              + " not null, "
              + to("schule_stamm_id", "svp_schule_stamm")
              + " not null, stunden numeric(4,1)"),
      table(
          "svp_schule_fach",
          to("schule_stamm_id", "svp_schule_stamm")
              + " not null, "
              + to("wl_fach_id", "svp_wl_wert")
              + " not null"),
      table(
          "svp_unterrichtselement",
          to("klassengruppe_id", "svp_klassengruppe")
              + " not null, "
              + to("schule_fach_id", "svp_schule_fach")
              + " not null, "
              + to("lehrer_schuljahr_schule_id", "svp_lehrer_schuljahr_schule")),
      table(
          "svp_schuelerfach",
          to("schueler_schuljahr_id", "svp_schueler_schuljahr")
              + " not null, "
              + to("unterrichtselement_id", "svp_unterrichtselement")
              + " not null"),
      table(
          "svp_note",
          to("schuelerfach_id", "svp_schuelerfach")
              + " not null, wert numeric(3,1), datum date, bemerkung varchar(200)"),
      table(
          "svp_zeugnis_note",
          to("schuelerfach_id", "svp_schuelerfach") + " not null, note integer, halbjahr integer"),
      table(
          "svp_bericht",
          to("schule_stamm_id", "svp_schule_stamm")
              + ", bezeichnung varchar(120) not null, eigener boolean not null, vorlage bytea"),
      table("svp_dokument", "bezeichnung varchar(120) not null, inhalt " + largeObject),
    };
  }

  private static String[] indexesAndViews() {
    return new String[] {
      "create index svp_schueler_name on asv.svp_schueler_stamm (familienname, vornamen)",
      "create index svp_schueler_schuljahr_stamm on asv.svp_schueler_schuljahr (schueler_stamm_id)",
      "create index svp_note_fach on asv.svp_note (schuelerfach_id)",
      "create unique index svp_wert_schluessel on asv.svp_wl_wert (werteliste_id, schluessel)",
      "create view asv.svp_v_klassenliste as select s.schulnummer, k.klassenname, count(*) as"
          + " anzahl from asv.svp_schule_stamm s join asv.svp_schule_schuljahr j on"
          + " j.schule_stamm_id = s.id join asv.svp_klasse k on k.schule_schuljahr_id = j.id join"
          + " asv.svp_klassengruppe g on g.klasse_id = k.id join asv.svp_schueler_schuljahr p on"
          + " p.klassengruppe_id = g.id group by s.schulnummer, k.klassenname",
      "create view asv.svp_v_notenschnitt as select f.schueler_schuljahr_id, avg(n.wert) as schnitt"
          + " from asv.svp_schuelerfach f join asv.svp_note n on n.schuelerfach_id = f.id group by"
          + " f.schueler_schuljahr_id",
    };
  }
}
