package de.asvumzug.bench;

import de.asvumzug.lab.asv.Structure;
import de.asvumzug.lab.asv.Version;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills the old server with a database of the lab's structure: mostly marks, then subjects, pupils
 * with pictures that do not compress, documents as large objects. A unit is 85 MB with its indexes;
 * nothing belongs to a real person.
 */
final class BenchData {
  private BenchData() {}

  static void fill(EmbeddedPostgres server, double gigabytes) throws SQLException {
    BenchServers.run(
        server, "postgres", "create database asv owner asv template template0 encoding 'UTF8'");
    int units = (int) Math.max(1, Math.round(gigabytes * 11.8));
    try (Connection connection = BenchServers.connect(server, "asv");
        Statement statement = connection.createStatement()) {
      statement.execute("set role asv");
      Structure.create(connection, Version.parse("2.13.480"));
      statement.execute("reset role");
      // The rows fit each other; looking up every key would take most of the time.
      statement.execute("set session_replication_role = replica");
      for (String sql : ROWS.split(";\n")) {
        statement.execute(sql.replace(":units", Integer.toString(units)));
      }
      statement.execute("vacuum analyze");
    }
    BenchServers.run(server, "asv", "checkpoint");
  }

  private static final String ROWS =
      """
      insert into asv.svp_wl_schuljahr (id, kurzform) values ('J26', '2026/27');
      insert into asv.svp_wl_werteliste (id, bezeichnung) select '10' || n, 'LISTE ' || n from generate_series(1, 60) n;
      insert into asv.svp_wl_wert (id, werteliste_id, schluessel, kurzform, langform)
        select '10' || n || '_' || v, '10' || n, v, 'Wert ' || v, 'Wert ' || v || ' der Liste ' || n from generate_series(1, 60) n, generate_series(1, 40) v;
      insert into asv.svp_schule_stamm (id, schulnummer, kurzname, dienststellenname)
        select 'S' || n, lpad(n::text, 4, '0'), 'Schule ' || n, 'Grundschule Übungsdorf ' || n from generate_series(1, 10 * :units) n;
      insert into asv.svp_schule_schuljahr (id, schule_stamm_id, schuljahr_id) select 'Y' || n, 'S' || n, 'J26' from generate_series(1, 10 * :units) n;
      insert into asv.svp_klasse (id, klassenname, schule_schuljahr_id) select 'K' || n, (1 + n % 10) || 'a', 'Y' || (1 + n % (10 * :units)) from generate_series(1, 200 * :units) n;
      insert into asv.svp_klassengruppe (id, kennung, klasse_id) select 'G' || n, 'A', 'K' || n from generate_series(1, 200 * :units) n;
      insert into asv.svp_schueler_stamm (id, familienname, vornamen, rufname, geburtsdatum, geburtsort, wl_geschlecht_id, bemerkung, bild)
        select md5('P' || n)::uuid::text, (array['Müster', 'Beispielhuber', 'Größling', 'O''Probe', 'Özmuster'])[1 + n % 5], 'Zoë Maximilian ' || n, 'Zoë',
               date '2008-01-01' + n % 3000, 'Schönprobe', '101_' || (1 + n % 40), case when n % 3 = 0 then 'Bemerkung zu Schüler ' || n end,
               case when n % 10 = 0 then (select decode(string_agg(md5(n || ':' || b), ''), 'hex') from generate_series(1, 1000) b) end
          from generate_series(1, 8000 * :units) n;
      insert into asv.svp_schueler_schuljahr (id, schueler_stamm_id, schuljahr_id, klassengruppe_id)
        select md5('Q' || n)::uuid::text, md5('P' || n)::uuid::text, 'J26', 'G' || (1 + n % (200 * :units)) from generate_series(1, 8000 * :units) n;
      insert into asv.svp_anschrift (id, strasse, hausnummer, plz, ort, telefon)
        select md5('A' || n)::uuid::text, 'Probenstraße', (n % 200)::text, '8' || lpad((n % 10000)::text, 4, '0'), 'Musterstadt', '089/' || n from generate_series(1, 8000 * :units) n;
      insert into asv.svp_schueler_anschrift (id, schueler_stamm_id, anschrift_id)
        select md5('R' || n)::uuid::text, md5('P' || n)::uuid::text, md5('A' || n)::uuid::text from generate_series(1, 8000 * :units) n;
      insert into asv.svp_lehrer_stamm (id, familienname, vornamen, personalnummer, geburtsdatum, anschrift_id)
        select 'L' || n, 'Testbäcker', 'Björn ' || n, 'PKZ' || n, date '1970-01-01' + n % 9000, md5('A' || n)::uuid::text from generate_series(1, 300 * :units) n;
      insert into asv.svp_lehrer_schuljahr (id, lehrer_stamm_id, schuljahr_id) select 'LJ' || n, 'L' || n, 'J26' from generate_series(1, 300 * :units) n;
      insert into asv.svp_lehrer_schuljahr_schule (id, lehrer_schuljahr_id, schule_stamm_id, stunden)
        select 'E' || n, 'LJ' || n, 'S' || (1 + n % (10 * :units)), 24 from generate_series(1, 300 * :units) n;
      insert into asv.svp_schule_fach (id, schule_stamm_id, wl_fach_id) select 'F' || n, 'S' || (1 + n % (10 * :units)), '102_' || (1 + n % 40) from generate_series(1, 300 * :units) n;
      insert into asv.svp_unterrichtselement (id, klassengruppe_id, schule_fach_id, lehrer_schuljahr_schule_id)
        select 'U' || n, 'G' || (1 + n % (200 * :units)), 'F' || (1 + n % (300 * :units)), 'E' || (1 + n % (300 * :units)) from generate_series(1, 2400 * :units) n;
      insert into asv.svp_schuelerfach (id, schueler_schuljahr_id, unterrichtselement_id)
        select md5('X' || n)::uuid::text, md5('Q' || (1 + n % (8000 * :units)))::uuid::text, 'U' || (1 + n % (2400 * :units)) from generate_series(1, 64000 * :units) n;
      insert into asv.svp_note (id, schuelerfach_id, wert, datum, bemerkung)
        select md5('N' || n)::uuid::text, md5('X' || (1 + n % (64000 * :units)))::uuid::text, 1 + (n % 50) / 10.0, date '2026-09-01' + n % 300,
               case when n % 4 = 0 then 'Bemerkung zur Note ' || n end
          from generate_series(1, 128000 * :units) n;
      insert into asv.svp_zeugnis_note (id, schuelerfach_id, note, halbjahr)
        select md5('Z' || n)::uuid::text, md5('X' || n)::uuid::text, 1 + n % 6, 1 + n % 2 from generate_series(1, 32000 * :units) n;
      insert into asv.svp_dokument (id, bezeichnung, inhalt)
        select 'D' || n, 'Zeugnisvorlage ' || n, lo_from_bytea(0, (select decode(string_agg(md5(n || '/' || b), ''), 'hex') from generate_series(1, 16000) b))
          from generate_series(1, 20 * :units) n
      """;
}
