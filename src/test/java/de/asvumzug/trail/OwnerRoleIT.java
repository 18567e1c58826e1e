package de.asvumzug.trail;

import static de.asvumzug.trail.AuditTrailFixture.line;
import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.AsvUmzugApplication;
import de.asvumzug.trail.chain.TrailHeads;
import de.asvumzug.trail.evidence.RecordedEvidence;
import de.asvumzug.trail.verify.Verification;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.trail.words.WordsDeletion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with a log-in that owns none of its tables. */
@SpringBootTest(
    classes = AsvUmzugApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OwnerRoleIT {
  private static final String MOVE = "U-2026-0001";
  private static final TwoRoles ROLES = new TwoRoles();

  @Autowired private AuditTrail trail;
  @Autowired private TrailHeads heads;
  @Autowired private WordsDeletion deletion;
  @Autowired private TrailReader reader;
  @Autowired private RecordedEvidence evidence;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", () -> ROLES.url);
    registry.add("spring.datasource.username", () -> ROLES.login);
    registry.add("spring.datasource.password", () -> TwoRoles.PASSWORD);
    registry.add("spring.flyway.user", () -> ROLES.owner);
    registry.add("spring.flyway.password", () -> TwoRoles.PASSWORD);
  }

  @Test
  void the_application_works_and_may_read_and_append_only() {
    trail.append(line(MOVE, "Zeile 1"));
    evidence.of(MOVE).store("manifest", Map.of("files", 1));
    trail.append(line(MOVE, "Zeile 3", Map.of("comment", TypedWords.of("getippt"))));
    trail.append(line(MOVE, "Zeile 4", Map.of("comment", TypedWords.of("auch getippt"))));
    assertThat(deletion.ofLine(MOVE, 4, "itm")).isTrue();
    heads.giveOut(MOVE, "Mail");

    Verification verification = reader.verify(MOVE);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.notes())
        .anyMatch(note -> note.contains(ROLES.login) && note.contains("nur lesen und anhängen"));
    ROLES.theLogInCannot(
        "alter table umzug.trail disable trigger all",
        "alter table umzug.trail_book disable trigger trail_book_append_only",
        "update umzug.trail set text = 'x'",
        "update umzug.trail_book set note = 'x'",
        "update umzug.evidence set document = '{}'",
        "delete from umzug.trail",
        "delete from umzug.trail_words",
        "truncate umzug.trail_words",
        "update umzug.trail_words set sha256 = repeat('0', 64)",
        "alter table umzug.trail_words disable trigger all",
        "delete from umzug.trail_head",
        "delete from umzug.trail_book",
        "delete from umzug.trail_stamp",
        "truncate umzug.trail",
        "truncate umzug.trail_head",
        "truncate umzug.trail_book",
        "truncate umzug.evidence",
        "drop table umzug.trail",
        "drop schema umzug cascade",
        "drop function umzug.refuse_change() cascade",
        "create trigger x before insert on umzug.trail for each row execute function"
            + " umzug.refuse_change()",
        "create table umzug.beside (x int)",
        "set session_replication_role = replica");
  }
}
