package de.asvumzug.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.intake.KnownResources;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.plan.intake.PlanSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A good plan and the surroundings in which it is good; the clock stands at 2026-11-22. */
public final class PlanFixture {
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), PlanReader.ZONE);
  public static final PlanSettings SETTINGS =
      new PlanSettings(
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofDays(730),
          null,
          Duration.ofSeconds(5),
          Duration.ZERO);

  private PlanFixture() {}

  public static byte[] yaml() {
    try (InputStream in = PlanFixture.class.getResourceAsStream("/plans/ganzer-server.yaml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ObjectNode goodPlan() {
    return (ObjectNode) new PlanJson().readYaml(yaml());
  }

  /**
   * The good plan with one field changed.
   *
   * @param path as in messages, e.g. {@code schools[1].number}
   * @param value null takes the field out
   */
  public static ObjectNode planWith(String path, JsonNode value) {
    ObjectNode plan = goodPlan();
    String pointer = "/" + path.replace("[", "/").replace("]", "").replace('.', '/');
    int last = pointer.lastIndexOf('/');
    JsonNode parent = plan.at(pointer.substring(0, last));
    String field = pointer.substring(last + 1);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(field), value);
    } else if (value == null) {
      ((ObjectNode) parent).remove(field);
    } else {
      ((ObjectNode) parent).set(field, value);
    }
    return plan;
  }

  /** As before, but some of the machines are reached by the workers of their sites only. */
  public static KnownResources surroundings(Map<String, String> sites) {
    KnownResources plain = surroundings();
    return new KnownResources() {
      @Override
      public Set<String> machines() {
        return plain.machines();
      }

      @Override
      public Optional<String> site(String machine) {
        return Optional.ofNullable(sites.get(machine));
      }

      @Override
      public boolean secretExists(String name) {
        return sites.isEmpty() && plain.secretExists(name);
      }

      @Override
      public boolean databaseHostPermitted(String machine, String host) {
        return sites.isEmpty() && plain.databaseHostPermitted(machine, host);
      }

      @Override
      public boolean databaseSecretPermitted(String machine, String secret) {
        return sites.isEmpty() && plain.databaseSecretPermitted(machine, secret);
      }

      @Override
      public boolean pinSecretPermitted(String machine, String secret) {
        return sites.isEmpty() && plain.pinSecretPermitted(machine, secret);
      }
    };
  }

  public static KnownResources surroundings() {
    return new KnownResources() {
      @Override
      public Set<String> machines() {
        return Set.of("alt", "neu", "dritter", "vierter");
      }

      @Override
      public boolean secretExists(String name) {
        return Set.of("alt-postgres", "neu-postgres", "zertifikat-pin").contains(name);
      }

      @Override
      public boolean databaseHostPermitted(String machine, String host) {
        return host.equals("localhost");
      }

      @Override
      public boolean databaseSecretPermitted(String machine, String secret) {
        return !secret.endsWith("-pin");
      }

      @Override
      public boolean pinSecretPermitted(String machine, String secret) {
        return !secret.endsWith("-postgres");
      }
    };
  }

  /** Stands for the rule table: refuses all schools into a server that is in use. */
  public static RouteDecision routes() {
    return question ->
        question.scope() == Scope.ALL && question.targetInUse()
            ? new RouteDecision.Answer(null, false, false, false, "Der neue Server ist belegt.")
            : new RouteDecision.Answer(Route.FULL, true, false, false, "");
  }
}
