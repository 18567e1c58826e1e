package de.asvumzug.check.database;

import de.asvumzug.check.database.DataProbes.Answer;
import de.asvumzug.check.database.DataProbes.Kind;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Rows that a dump contains and no restore takes: equal keys under a unique index, rows without the
 * row they refer to, broken rules, rows that are too long; and what no dump contains: prepared
 * transactions, invalid indexes. Named are tables and indexes, never what stands in a row.
 */
@Component
@Order(88)
class RestorableDataCheck implements PreflightCheck {
  private static final String NONE = "keine";
  private static final int NAMED = 20;

  /** Ended for time, locks, memory or disk, or because it would have written. */
  private static final Set<String> NOT_SEEN =
      Set.of("57014", "55P03", "53100", "53200", "53300", "53400", "25006");

  private static final Set<String> DAMAGED = Set.of("XX001", "XX002", "58030", "58P01");

  private static final String PREPARED =
      """
      select count(*) as number, count(*) filter (where prepared < now() - :'age'::interval) as forgotten,
             coalesce(to_char(min(prepared), 'DD.MM.YYYY HH24:MI'), '') as oldest
        from pg_prepared_xacts where database = current_database()
      """;

  private static final String INVALID =
      """
      select i.indexrelid::regclass::text as name
        from pg_index i join pg_class c on c.oid = i.indrelid
       where c.relkind = 'r' and c.oid >= 16384 and c.relpersistence <> 't' and not (i.indisvalid and i.indisready) order by 1
      """;

  private final DataCheckSettings settings;
  private final Secrets secrets;

  RestorableDataCheck(DataCheckSettings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Einspielbarkeit der Daten";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.source().ofWholeDatabase().within(Variant.ENTERPRISE);
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    QuietSession session = new QuietSession(context.site(), secrets, settings.pass());
    String database = context.site().installation().database().name();
    List<Finding> findings = new ArrayList<>();
    prepared(session, findings);
    invalid(session, findings);
    long end = System.nanoTime() + settings.all().toNanos();
    List<Answer> answers =
        new DataProbes(session, database, settings).ask(() -> System.nanoTime() < end);
    unique(answers, findings);
    orphans(answers, findings);
    rules(answers, findings);
    tooLong(answers, findings);
    refused(answers, findings);
    notSeen(answers, findings);
    if (findings.isEmpty()) {
      long tables = answers.stream().map(answer -> answer.probe().relation()).distinct().count();
      findings.add(Finding.ok(title(), tables + " Tabellen durchgesehen", "alles einspielbar"));
    }
    return findings;
  }

  private void prepared(QuietSession session, List<Finding> findings)
      throws IOException, InterruptedException {
    Map<String, String> row =
        session
            .rows(PREPARED, Map.of("age", settings.preparedAge().toMillis() + " milliseconds"))
            .get(0);
    if (row.get("number").equals("0")) {
      return;
    }
    String title = "Vorbereitete Transaktionen (prepared)";
    String reading = row.get("number") + ", die älteste von " + row.get("oldest");
    String advice =
        "Was sie geschrieben haben, steht in keiner Sicherung, und sie halten Sperren. Bitte mit dem"
            + " Betreiber des Programms klären, das sie begonnen hat (pg_prepared_xacts), und jede mit"
            + " COMMIT PREPARED oder ROLLBACK PREPARED beenden.";
    findings.add(
        row.get("forgotten").equals("0")
            ? Finding.warning(title, reading, NONE, advice)
            : Finding.blocking(title, reading, NONE, advice));
  }

  private static void invalid(QuietSession session, List<Finding> findings)
      throws IOException, InterruptedException {
    List<String> names =
        session.rows(INVALID, Map.of()).stream().map(row -> row.get("name")).toList();
    if (!names.isEmpty()) {
      findings.add(
          Finding.warning(
              "Ungültige Indizes",
              list(names),
              NONE,
              "Sie stehen in keiner Sicherung und fehlen auf dem neuen Server. Wer sie braucht, baut sie"
                  + " vorher neu auf (REINDEX INDEX CONCURRENTLY); die anderen bitte löschen."));
    }
  }

  private static void unique(List<Answer> answers, List<Finding> findings) {
    List<String> found =
        Stream.concat(
                found(answers, Kind.UNIQUE)
                    .map(answer -> named(answer) + ": " + answer.found() + " mehrfache Schlüssel"),
                found(answers, Kind.EXCLUSION)
                    .map(answer -> named(answer) + ": " + answer.found() + " Überschneidungen"))
            .toList();
    if (!found.isEmpty()) {
      findings.add(
          Finding.blocking(
              "Doppelte Schlüssel",
              list(found),
              NONE,
              "Der Index ist beschädigt oder passt nicht mehr zur Sortierung des Betriebssystems; auf"
                  + " dem neuen Server lässt er sich nicht anlegen, die Einspielung scheitert. Bitte mit"
                  + " der Betreuung von ASV klären, welche Zeile gilt, die anderen berichtigen und den"
                  + " Index neu aufbauen (REINDEX INDEX)."));
    }
  }

  private static void orphans(List<Answer> answers, List<Finding> findings) {
    List<String> found =
        found(answers, Kind.FOREIGN)
            .map(answer -> named(answer) + ": " + answer.found() + " Zeilen")
            .toList();
    if (!found.isEmpty()) {
      findings.add(
          Finding.blocking(
              "Verwaiste Zeilen",
              list(found),
              NONE,
              "Die Zeile, auf die sie verweisen, fehlt; der Fremdschlüssel lässt sich auf dem neuen"
                  + " Server nicht anlegen, die Einspielung scheitert. Bitte mit der Betreuung von ASV"
                  + " klären, ob die fehlenden Zeilen nachzutragen oder die verwaisten zu löschen sind."));
    }
  }

  private static void rules(List<Answer> answers, List<Finding> findings) {
    List<String> found =
        found(answers, Kind.RULES)
            .map(answer -> answer.probe().relation() + " (" + answer.found() + " Zeilen)")
            .toList();
    if (!found.isEmpty()) {
      findings.add(
          Finding.blocking(
              "Verletzte Regeln",
              list(found),
              NONE,
              "Die Zeilen widersprechen einer Prüfregel (check) oder Pflichtspalte (not null) ihrer"
                  + " Tabelle; der neue Server nimmt die Tabelle nicht an. Bitte mit der Betreuung von ASV"
                  + " die Zeilen berichtigen oder die Regel ändern."));
    }
  }

  private void tooLong(List<Answer> answers, List<Finding> findings) {
    List<String> found =
        found(answers, Kind.LENGTH)
            .map(answer -> answer.probe().relation() + ": " + answer.found() + " Zeilen")
            .toList();
    if (!found.isEmpty()) {
      findings.add(
          Finding.blocking(
              "Zu lange Zeilen",
              list(found),
              "unter " + GermanFormat.bytes(settings.row().toBytes()) + " als Text",
              "PostgreSQL gibt so lange Zeilen nicht heraus, die Sicherung scheitert; Binärdaten"
                  + " (bytea) zählen doppelt. Bitte mit der Betreuung von ASV klären, ob die Inhalte"
                  + " gebraucht werden, und sie aufteilen oder entfernen."));
    }
  }

  private static void refused(List<Answer> answers, List<Finding> findings) {
    List<String> found =
        answers.stream()
            .filter(answer -> !answer.state().isEmpty() && !NOT_SEEN.contains(answer.state()))
            .map(
                answer ->
                    named(answer)
                        + " ("
                        + (DAMAGED.contains(answer.state()) ? "beschädigt, " : "")
                        + "SQLSTATE "
                        + answer.state()
                        + ")")
            .toList();
    if (!found.isEmpty()) {
      findings.add(
          Finding.blocking(
              "Nicht auswertbare Tabellen",
              list(found),
              NONE,
              "Eine Regel, ein Index oder ein Inhalt dieser Tabellen lässt sich nicht auswerten, und so"
                  + " auch nicht einspielen. Häufig ruft eine Funktion andere ohne ihr Schema auf: Bitte"
                  + " der Funktion einen Suchpfad geben (ALTER FUNCTION … SET search_path). Ist die Tabelle"
                  + " beschädigt, bitte zuerst die Datenbank wiederherstellen."));
    }
  }

  private void notSeen(List<Answer> answers, List<Finding> findings) {
    List<String> names =
        answers.stream()
            .filter(answer -> !answer.asked() || NOT_SEEN.contains(answer.state()))
            .map(answer -> answer.probe().relation())
            .distinct()
            .toList();
    if (!names.isEmpty()) {
      findings.add(
          Finding.warning(
              "Nicht geprüfte Tabellen",
              list(names),
              "jede höchstens " + seconds(settings.pass()) + ", alle " + seconds(settings.all()),
              "Die Zeit hat nicht gereicht, oder die Tabelle war gesperrt. Bitte die Prüfung zu einer"
                  + " ruhigen Stunde wiederholen oder asv.data-check.pass und asv.data-check.all"
                  + " erhöhen; sonst zeigt erst die Einspielung, ob alles einspielbar ist."));
    }
  }

  private static Stream<Answer> found(List<Answer> answers, Kind kind) {
    return answers.stream()
        .filter(answer -> answer.probe().kind() == kind && !answer.found().isEmpty());
  }

  private static String named(Answer answer) {
    String name = answer.probe().name();
    return answer.probe().relation() + (name.isEmpty() ? "" : " (" + name + ")");
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private static String list(Collection<String> names) {
    String shown = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED ? shown + " und " + (names.size() - NAMED) + " weitere" : shown;
  }
}
