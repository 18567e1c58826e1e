package de.asvumzug.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.asv.client.ClientUpdate;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.answer.SchoolAnswer;
import de.asvumzug.plan.answer.SchoolAnswers;
import de.asvumzug.plan.answer.Vote;
import de.asvumzug.plan.answer.Votes;
import de.asvumzug.plan.answer.WindowMover;
import de.asvumzug.plan.release.Release;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * One plan, its numbers, and a notebook for votes and answers; further plans are those that a test
 * stores.
 */
@TestConfiguration(proxyBeanMethods = false)
public class DoorsFixture {
  public static final String MOVE = "U-2026-0001";

  /** Moves that a site's worker carries out. */
  public static final String NORD = "U-2026-0101";

  static final String SUED = "U-2026-0102";

  /** What was recorded, in order. */
  public record Notebook(List<String> lines) {}

  @Bean
  Notebook notebook() {
    return new Notebook(new CopyOnWriteArrayList<>());
  }

  @Bean
  @Primary
  Votes notedVotes(Notebook notebook) {
    return new Votes() {
      @Override
      public void record(
          String migration,
          String school,
          String person,
          Map<Window, Boolean> fits,
          String comment) {
        String agreed =
            fits.values().stream().map(String::valueOf).collect(Collectors.joining("+"));
        notebook.lines().add(String.join("|", migration, school, person, agreed, comment));
      }

      @Override
      public List<Window> asked(String migration, String school) {
        return List.of(plan().window());
      }

      @Override
      public Optional<Window> before(String migration) {
        return Optional.empty();
      }

      @Override
      public List<Vote> all(String migration) {
        return latest(migration);
      }

      @Override
      public List<Vote> latest(String migration) {
        Instant now = Instant.parse("2026-11-23T08:00:00Z");
        return List.of(
            new Vote(1, "0002", plan().window(), "schule-0002", false, "Zeugniskonferenzen", now));
      }
    };
  }

  @Bean
  @Primary
  SchoolAnswers notedAnswers(Notebook notebook) {
    return new SchoolAnswers() {
      @Override
      public void record(
          String migration,
          String school,
          String element,
          String person,
          boolean fine,
          String comment) {
        notebook
            .lines()
            .add(String.join("|", migration, school, element, person, "" + fine, comment));
      }

      @Override
      public List<SchoolAnswer> latest(String migration) {
        return List.of();
      }
    };
  }

  @Bean
  @Primary
  WindowMover notedWindows(Notebook notebook) {
    return (migration, windows, actor) -> {
      String starts =
          windows.stream()
              .map(window -> window.start().toString())
              .collect(Collectors.joining("+"));
      notebook.lines().add(String.join("|", migration, starts, actor));
      return plan().withWindows(windows);
    };
  }

  @Bean
  @Primary
  MigrationLookup fewPlans(Migrations stored) {
    return id ->
        switch (id) {
          case NORD -> atSite(id, "nord");
          case SUED -> atSite(id, "sued");
          case MOVE -> plan();
          default -> stored.get(id);
        };
  }

  /** When both machines were checked, and what was found on the old one. */
  public static final class Checked {
    public volatile Instant at = Instant.now();
    public volatile List<Finding> source = List.of();
  }

  @Bean
  Checked checked() {
    return new Checked();
  }

  @Bean
  @Primary
  EvidenceReader numbers(ObjectMapper json, Checked checked) {
    Map<String, JsonNode> documents =
        Map.of(
            "numbers-source", json.valueToTree(numbers(512, 24, 41)),
            "numbers-target", json.valueToTree(numbers(512, 24, 40)),
            "clients", json.valueToTree(clients()));
    return (migration, name) ->
        name.startsWith("findings-")
            ? Optional.of(
                json.createObjectNode()
                    .put("at", checked.at.toString())
                    .set(
                        "findings",
                        json.valueToTree(
                            name.equals("findings-source") ? checked.source : List.of())))
            : Optional.ofNullable(documents.get(name));
  }

  private static ClientUpdate.All clients() {
    return new ClientUpdate.All(
        List.of(
            new ClientUpdate("Sekretariat", true, null, "server.url=…"),
            new ClientUpdate("Rektorat", false, "nicht erreichbar", "server.url=…"),
            new ClientUpdate("<b>Lehrerzimmer</b>", false, "nicht beschreibbar", "server.url=…")));
  }

  private static Map<String, Object> numbers(int pupils, int classes, int teachers) {
    return Map.of(
        "schools",
        List.of(
            Map.of("school", "0001", "pupils", pupils, "classes", classes, "teachers", teachers)));
  }

  /** The same move between two machines of a site. */
  private static Migration atSite(String id, String site) {
    Migration plan = plan();
    return new Migration(
        id,
        plan.title(),
        plan.scope(),
        installation(site + "-alt", "10.0.0.5", "2.13.480"),
        installation(site + "-neu", "asv.schulen.example", "2.14.12"),
        plan.schools(),
        plan.window(),
        null,
        plan.clients(),
        null,
        plan.contacts());
  }

  static Migration plan() {
    return new Migration(
        MOVE,
        "Umzug der Grund- und Mittelschulen Würzburg",
        Scope.ALL,
        installation("alt", "10.0.0.5", "2.13.480"),
        installation("neu", "asv.schulen.example", "2.14.12"),
        List.of(
            new School("0001", "Mönchberg-Grundschule", "schule0001@example.org", "0931 1001"),
            new School("0002", "Gymnasium Übersee", "schule0002@example.org", "")),
        new Window(Instant.parse("2026-12-18T16:00:00Z"), Instant.parse("2026-12-19T06:00:00Z")),
        null,
        List.of(),
        null,
        new Contacts("", "", ""));
  }

  static Installation installation(String machine, String address, String version) {
    return new Installation(
        machine,
        Variant.ENTERPRISE,
        Release.parse(version),
        "/opt/asv",
        address,
        8765,
        null,
        false);
  }
}
