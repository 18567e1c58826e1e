package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Migrations;
import de.asvumzug.protocol.pdf.PdfPages;
import de.asvumzug.protocol.pdf.PdfRules;
import de.asvumzug.protocol.seal.Resealed;
import de.asvumzug.protocol.seal.SealKey;
import de.asvumzug.protocol.seal.SealKeyFixture;
import de.asvumzug.protocol.verify.PythonCheck;
import de.asvumzug.protocol.verify.VerifiedFile;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.Rechained;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.key.TrailKeys;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.protocol.Protocols;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** The protocol of a move as a file: who gets it, what it keeps to, how long it takes. */
class ProtocolIT extends DoorsTestBase {
  private static final Viewer STAFF = new Viewer("itm", Set.of("it-management"));

  @Autowired private Migrations migrations;
  @Autowired private AuditTrail trail;
  @Autowired private Protocols protocols;
  @Autowired private TrailKeys trailKeys;
  @TempDir Path folder;

  private String move(String id) {
    if (migrations.find(id).isEmpty()) {
      migrations.insert(TwoMoves.soon(id), "technik");
    }
    return id;
  }

  private void lines(String id, int count) {
    for (int i = 0; i < count; i++) {
      trail.append(
          new AuditEvent(
              id,
              TrailKind.NOTE,
              "technik",
              "backupDatabase",
              "0001",
              "ost-alt",
              "Zeile " + i + " mit Größe, Łódź und \u202E umgekehrt <b>&amp;</b>",
              Map.of("rows", i)));
    }
  }

  @Test
  void a_move_that_has_hardly_begun_has_a_protocol_that_says_so() throws Exception {
    String id = move("U-2026-0241");
    lines(id, 3);
    byte[] pdf = protocols.pdf(id, STAFF);
    Files.createDirectories(Path.of("target/screenshots"));
    Files.write(Path.of("target/screenshots/protokoll-zwischenstand.pdf"), pdf);
    PdfPages.keep(pdf, "protokoll-zwischenstand", 3);

    assertThat(PdfPages.text(pdf, 1).replaceAll("\\s+", " "))
        .contains("Zwischenstand", "Umzug Erlenhof", "kein Nachweis eines Umzugs");
    assertThat(PdfRules.archive(pdf)).isEmpty();
    assertThat(PdfRules.accessible(pdf)).isEmpty();
  }

  @Test
  void a_model_that_nobody_has_drawn_keeps_no_protocol_from_being_made() throws Exception {
    String id = move("U-2026-0249");
    String instance =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey(
                "doors", id, Map.of("migrationId", id, "schools", List.of("0001")))
            .getId();
    try {
      byte[] pdf = protocols.pdf(id, STAFF);
      assertThat(PdfPages.text(pdf, 0)).contains("Dieses Modell hat keine Zeichnung");
      assertThat(PdfRules.archive(pdf)).isEmpty();
    } finally {
      end(instance);
    }
  }

  @Test
  void a_step_that_two_persons_skipped_stands_on_the_first_page() throws Exception {
    String id = move("U-2026-0250");
    trail.append(
        new AuditEvent(
            id,
            TrailKind.INCIDENT_DECIDED,
            "technik",
            "updateClients",
            null,
            null,
            "Der Schritt wird übersprungen",
            Map.of(
                "reason", TypedWords.of("Die Clients kommen später."),
                "decidedBy", "technik",
                "confirmedBy", "technik2")));
    byte[] pdf = protocols.pdf(id, STAFF);

    assertThat(PdfPages.text(pdf, 1))
        .contains("anders gemacht wurde", "Der Schritt wird übersprungen");
    assertThat(PdfPages.text(pdf, 0).replaceAll("\\s+", " "))
        .contains("Die Clients kommen später.", "technik2");
    assertThat(PdfRules.archive(pdf)).isEmpty();
    assertThat(PdfRules.accessible(pdf)).isEmpty();
  }

  @Test
  void two_thousand_lines_take_seconds_and_not_minutes() throws Exception {
    String id = move("U-2026-0242");
    lines(id, 2000);
    protocols.pdf(id, STAFF); // the first one loads classes and fonts

    // Of this thread: other tests may keep the processors busy.
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begin = clock.getCurrentThreadCpuTime();
    byte[] pdf = protocols.pdf(id, STAFF);
    Duration took = Duration.ofNanos(clock.getCurrentThreadCpuTime() - begin);

    assertThat(PdfPages.text(pdf, 0)).contains("Zeile 1999 mit");
    // Below 5 s where nothing else runs; beside other tests the same work takes two to three times.
    assertThat(took).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void a_school_does_not_get_what_concerns_all_schools() throws Exception {
    String id = move("U-2026-0243");
    assertThat(loggedIn("schule-0001").get("/api/migrations/" + id + "/protocol.pdf").statusCode())
        .isEqualTo(403);
    assertThat(loggedIn("schule-0001").get("/api/protocol-key.pem").statusCode()).isEqualTo(403);
  }

  @Test
  void staff_downloads_it_under_a_name_that_tells_the_move() throws Exception {
    String id = move("U-2026-0244");
    assertThat(
            loggedIn("itm")
                .get("/api/migrations/" + id + "/protocol.pdf")
                .headers()
                .firstValue("Content-Disposition"))
        .hasValueSatisfying(name -> assertThat(name).contains("Protokoll-U-2026-0244.pdf"));
  }

  @Test
  void one_changed_byte_in_any_page_file_or_font_is_found_by_both_programs() throws Exception {
    String id = move("U-2026-0245");
    lines(id, 5);
    byte[] pdf = protocols.pdf(id, STAFF);
    assertThat(VerifiedFile.by(kept(pdf))).startsWith("gültig");
    assertThat(PythonCheck.by(kept(pdf))).contains("valid").doesNotContain("differs");
    List<Integer> places = streams(pdf);
    assertThat(places).hasSizeGreaterThan(30);
    for (int place : places) {
      byte[] forged = pdf.clone();
      forged[place] ^= 1;
      Path file = kept(forged);
      assertThat(VerifiedFile.by(file)).as("byte %s", place).startsWith("ungültig");
      assertThat(PythonCheck.by(file)).as("byte %s", place).contains("differs");
    }
  }

  @Test
  void a_changed_file_inside_is_named_by_both_programs_even_if_it_was_signed_anew()
      throws Exception {
    String id = move("U-2026-0246");
    lines(id, 5);
    SealKey own = SealKeyFixture.create();
    byte[] forged =
        Resealed.of(
            protocols.pdf(id, STAFF),
            own,
            "trail.json",
            false,
            text -> text.replace("Zeile 3 mit", "Zeile 3 ohne"));
    Path file = kept(forged);
    assertThat(VerifiedFile.by(file))
        .contains("trail.json im Dokument wurde verändert", "Zeile 4 wurde verändert")
        .contains("Unterschrieben mit dem Schlüssel " + own.id());
    assertThat(PythonCheck.by(file)).contains("trail.json was changed", "line 4 was changed");
  }

  @Test
  void a_signature_by_another_key_is_found_by_whoever_knows_the_right_one() throws Exception {
    String id = move("U-2026-0247");
    lines(id, 2);
    byte[] pdf = protocols.pdf(id, STAFF);
    Path key = Files.writeString(folder.resolve("key.pem"), protocols.publicKey());
    assertThat(VerifiedFile.by(kept(pdf), "--protocol-key", key.toString()))
        .startsWith("gültig")
        .contains("Unterschrieben mit dem genannten Schlüssel");
    byte[] forged = Resealed.of(pdf, SealKeyFixture.create(), "trail.json", false, text -> text);
    assertThat(VerifiedFile.by(kept(forged), "--protocol-key", key.toString()))
        .startsWith("ungültig")
        .contains("nicht der genannte");
    assertThat(
            PythonCheck.by(
                kept(forged), "--protocol-key", SealKey.publicKeyOf(protocols.publicKey())))
        .contains("signed by another key");
  }

  @Test
  void a_chain_that_the_databases_owner_wrote_anew_is_found_by_both_programs() throws Exception {
    String id = move("U-2026-0248");
    lines(id, 5);
    byte[] forged =
        Resealed.of(
            protocols.pdf(id, STAFF),
            SealKeyFixture.create(),
            "trail.json",
            true,
            text -> Rechained.of(text, 3, "Alles lief wie geplant."));
    Path file = kept(forged);
    Path key = trailKeys.file(trailKeys.newest().orElseThrow().id()).orElseThrow();
    assertThat(VerifiedFile.by(file, "--key", key.toString()))
        .startsWith("ungültig")
        .contains("Zeile 3 ist nicht die, die geschrieben wurde")
        .doesNotContain("wurde verändert");
    assertThat(PythonCheck.by(file, "--key", key.toString()))
        .contains("line 3 is not the one that was written");
  }

  private Path kept(byte[] pdf) throws Exception {
    return Files.write(folder.resolve("protocol.pdf"), pdf);
  }

  /** A place in the middle of each stream: pages, files, fonts, colours. */
  private static List<Integer> streams(byte[] pdf) {
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    List<Integer> places = new ArrayList<>();
    for (int at = text.indexOf("\nstream"); at >= 0; at = text.indexOf("\nstream", at + 1)) {
      places.add((at + text.indexOf("\nendstream", at)) / 2 + 4);
    }
    return places;
  }
}
