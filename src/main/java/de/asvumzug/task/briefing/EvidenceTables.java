package de.asvumzug.task.briefing;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.backup.clone.ClonePlace;
import de.asvumzug.backup.remains.Remains;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Figures from the evidence of a move, as tables for people; what is not there is left out. */
@Component
public final class EvidenceTables {
  /** What people read of a finding's result, most urgent first. */
  private static final List<String> RESULTS =
      List.of("zu klären", "überstimmt", "Hinweis", "in Ordnung");

  private static final String UNKNOWN = "–";

  private final EvidenceReader evidence;

  public EvidenceTables(EvidenceReader evidence) {
    this.evidence = evidence;
  }

  /**
   * Pupils, classes and teachers per school, before and after.
   *
   * @param school only this Schulnummer; null for all
   */
  public Optional<Table> numbers(Migration migration, String school) {
    Optional<JsonNode> before = evidence.find(migration.id(), EvidenceNames.NUMBERS_SOURCE);
    Optional<JsonNode> after = evidence.find(migration.id(), EvidenceNames.NUMBERS_TARGET);
    if (before.isEmpty() && after.isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    for (School one : migration.schools()) {
      if (school == null || school.equals(one.number())) {
        addNumbers(rows, one, before, after);
      }
    }
    List<String> columns = List.of("Schule", "Was", "alter Server", "neuer Server", "Vergleich");
    if (school == null) {
      return Optional.of(new Table("Zahlen vor und nach dem Umzug", columns, rows));
    }
    // A school knows who it is; its name stands above.
    return Optional.of(
        new Table(
            "Zahlen vor und nach dem Umzug",
            columns.subList(1, columns.size()),
            rows.stream().map(row -> row.subList(1, row.size())).toList()));
  }

  private static void addNumbers(
      List<List<String>> rows, School school, Optional<JsonNode> before, Optional<JsonNode> after) {
    addNumber(rows, school, "Schülerinnen und Schüler", "pupils", before, after);
    addNumber(rows, school, "Klassen", "classes", before, after);
    addNumber(rows, school, "Lehrkräfte", "teachers", before, after);
  }

  private static void addNumber(
      List<List<String>> rows,
      School school,
      String label,
      String field,
      Optional<JsonNode> before,
      Optional<JsonNode> after) {
    String was = number(before, school.number(), field);
    String is = number(after, school.number(), field);
    rows.add(List.of(school.number() + " " + school.name(), label, was, is, compare(was, is)));
  }

  private static String compare(String was, String is) {
    if (was.equals(UNKNOWN) || is.equals(UNKNOWN)) {
      return UNKNOWN;
    }
    return was.equals(is) ? "gleich" : "verschieden";
  }

  private static String number(Optional<JsonNode> document, String school, String field) {
    return document
        .map(numbers -> numbers.has("schools") ? numbers.get("schools") : numbers)
        .flatMap(schools -> ofSchool(schools, school))
        .map(entry -> entry.path(field).asText(UNKNOWN))
        .orElse(UNKNOWN);
  }

  /** Written as a list with the school's number in each entry, or as an object by number. */
  private static Optional<JsonNode> ofSchool(JsonNode schools, String school) {
    if (schools.isObject()) {
      return Optional.ofNullable(schools.get(school));
    }
    for (JsonNode entry : schools) {
      if (school.equals(entry.path("school").asText())
          || school.equals(entry.path("number").asText())) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** What the checks of one machine found. */
  public Optional<Table> findings(Migration migration, String name, String caption) {
    return findings(migration, name, caption, entry -> false);
  }

  /**
   * What the checks of one machine found.
   *
   * @param overruled whether people have overruled a finding
   */
  public Optional<Table> findings(
      Migration migration, String name, String caption, Predicate<JsonNode> overruled) {
    List<List<String>> rows = new ArrayList<>();
    evidence
        .find(migration.id(), name)
        .map(found -> found.has("findings") ? found.get("findings") : found)
        .ifPresent(
            found ->
                found.forEach(
                    entry ->
                        rows.add(
                            List.of(
                                cell(entry, "title"),
                                word(cell(entry, "result"), overruled.test(entry)),
                                cell(entry, "reading"),
                                cell(entry, "limit"),
                                cell(entry, "advice")))));
    // What needs a person comes first.
    rows.sort(Comparator.comparingInt(row -> RESULTS.indexOf(row.get(1))));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Table(
                caption, List.of("Prüfung", "Ergebnis", "gemessen", "erwartet", "Rat"), rows));
  }

  /** What a move that was taken back has left where. */
  public Optional<Table> remains(Migration migration) {
    List<List<String>> rows = new ArrayList<>();
    evidence
        .find(migration.id(), Remains.EVIDENCE)
        .map(found -> found.path("things"))
        .ifPresent(
            things ->
                things.forEach(
                    thing ->
                        rows.add(
                            List.of(
                                cell(thing, "machine"),
                                cell(thing, "what"),
                                cell(thing, "about"),
                                Remains.Clearing.valueOf(thing.path("clearing").asText())
                                    .label()))));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Table(
                "Was von diesem Umzug noch wo liegt",
                List.of("Maschine", "Was", "Woher", "Räumen"),
                rows));
  }

  private static String word(String result, boolean overruled) {
    return switch (result) {
      case "BLOCKING" -> RESULTS.get(overruled ? 1 : 0);
      case "WARNING" -> RESULTS.get(2);
      default -> RESULTS.get(3);
    };
  }

  /** Whether the fingerprints of both databases agree, in one row a side. */
  public Optional<Table> fingerprints(Migration migration) {
    List<List<String>> rows = new ArrayList<>();
    addFingerprint(
        rows, "alter Server", evidence.find(migration.id(), EvidenceNames.FINGERPRINTS_SOURCE));
    addFingerprint(
        rows, "neuer Server", evidence.find(migration.id(), EvidenceNames.FINGERPRINTS_TARGET));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Table(
                "Fingerabdrücke der Datenbank", List.of("Server", "Tabellen", "Zeilen"), rows));
  }

  private static void addFingerprint(
      List<List<String>> rows, String side, Optional<JsonNode> document) {
    document
        .map(fingerprints -> fingerprints.path("tables"))
        .filter(JsonNode::isArray)
        .ifPresent(
            tables -> {
              long lines = 0;
              for (JsonNode table : tables) {
                lines += table.path("rows").asLong();
              }
              rows.add(List.of(side, Integer.toString(tables.size()), Long.toString(lines)));
            });
  }

  /**
   * The file that a person brings a school in from; a move of an earlier version has but a copy.
   */
  public List<Fact> laidOut(Migration migration, String school, String label) {
    Optional<JsonNode> plain = evidence.find(migration.id(), "laid-out-tenant-" + school);
    if (plain.isEmpty()) {
      return backupFile(migration, "received-tenant-" + school, label);
    }
    JsonNode file = plain.get();
    return List.of(
        new Fact(label, file.path("file").asText() + " auf " + file.path("machine").asText()),
        new Fact("Prüfsumme (SHA-256)", file.path("sha256").asText()));
  }

  /**
   * A backup's file, checksum and machine.
   *
   * @param name of the evidence, a backup as its step has recorded it
   */
  public List<Fact> backupFile(Migration migration, String name, String label) {
    List<Fact> facts = new ArrayList<>();
    evidence
        .find(migration.id(), name)
        .ifPresent(
            backup -> {
              JsonNode file = backup.path("manifest").path("files").path(0);
              facts.add(
                  new Fact(
                      label,
                      "%s/%s auf %s"
                          .formatted(
                              backup.path("folder").asText(),
                              file.path("path").asText(),
                              backup.path("machine").asText())));
              facts.add(new Fact("Prüfsumme (SHA-256)", file.path("sha256").asText()));
            });
    return facts;
  }

  /** From where and to where a person clones (evidence {@code clone-place}). */
  public List<Fact> clonePlace(Migration migration) {
    List<Fact> facts = new ArrayList<>();
    evidence
        .find(migration.id(), ClonePlace.EVIDENCE)
        .ifPresent(
            place -> {
              String machine = place.path("machine").asText();
              facts.add(
                  new Fact("H2-Datei", place.path("sourceFile").asText() + " auf " + machine));
              facts.add(
                  new Fact(
                      "PostgreSQL",
                      "%s, Port %d (von %s aus)"
                          .formatted(
                              place.path("host").asText(), place.path("port").asInt(), machine)));
              facts.add(new Fact("Leere Datenbank", place.path("database").asText()));
              facts.add(new Fact("Eigentümer", place.path("owner").asText()));
            });
    return facts;
  }

  /** Where a backup lies; empty if there is none. */
  public Optional<Fact> backupFolder(Migration migration, String name, String label) {
    return evidence
        .find(migration.id(), name)
        .map(
            backup ->
                new Fact(
                    label,
                    backup.path("folder").asText() + " auf " + backup.path("machine").asText()));
  }

  private static String cell(JsonNode entry, String field) {
    String text = entry.path(field).asText("");
    return text.isEmpty() || text.equals("null") ? UNKNOWN : text;
  }
}
