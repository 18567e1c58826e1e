package de.asvumzug.web.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanFixture;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.plan.intake.ValidationErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plans of every kind, as they come in. */
final class PlanExamples {
  private static final PlanJson JSON = new PlanJson();

  private PlanExamples() {}

  /** By what is special about them. */
  static Map<String, ObjectNode> all() {
    Map<String, ObjectNode> plans = new LinkedHashMap<>();
    plans.put("the tests' plan", PlanFixture.goodPlan());
    plans.put("the plan of the documentation", ofTheDocumentation());
    plans.put("a School server", school(PlanFixture.goodPlan()));
    plans.put("single schools into a server in use", tenants(PlanFixture.goodPlan()));
    plans.put("every choice the other way", otherwise(PlanFixture.goodPlan()));
    plans.put("an old PostgreSQL", oldPostgres(PlanFixture.goodPlan()));
    plans.put("the night in which an hour comes twice", autumn(PlanFixture.goodPlan()));
    plans.put("names with quotes and signs", signs(PlanFixture.goodPlan()));
    return plans;
  }

  static ObjectNode ofTheDocumentation() {
    try {
      byte[] yaml = Files.readAllBytes(Path.of("docs/plan-example.yaml"));
      return (ObjectNode) JSON.readYaml(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The plan that is read, whether or not the rules like it. */
  static Migration read(ObjectNode draft) {
    ValidationErrors findings = new ValidationErrors();
    Migration plan = new PlanReader(findings).read(draft);
    if (!findings.list().isEmpty()) {
      throw new IllegalStateException(findings.list().toString());
    }
    return plan;
  }

  private static ObjectNode school(ObjectNode plan) {
    for (String side : new String[] {"source", "target"}) {
      ObjectNode end = (ObjectNode) plan.get(side);
      end.put("variant", "SCHOOL").put("directory", "C:\\ASV\\Server").put("clientPort", 8800);
      end.remove("database");
    }
    plan.remove("options");
    plan.remove("clients");
    plan.remove("contacts");
    return plan;
  }

  private static ObjectNode tenants(ObjectNode plan) {
    plan.put("scope", "SOME").put("sourceServesOthers", true).remove("packages");
    ((ObjectNode) plan.get("target")).put("inUse", true);
    return plan;
  }

  private static ObjectNode otherwise(ObjectNode plan) {
    ObjectNode options = plan.putObject("options");
    for (String flag : new String[] {"testClient", "cloneTool"}) {
      options.put(flag, true);
    }
    for (String flag : new String[] {"setUpServices", "updateService"}) {
      options.put(flag, false);
    }
    for (String mode :
        new String[] {
          "installServer",
          "runUpdateInstaller",
          "updateClients",
          "backupTenant",
          "restoreTenant",
          "tenantAccess"
        }) {
      options.put(mode, "MANUAL");
    }
    options.put("retention", "PT36H").put("downtime", "2-4");
    options
        .putObject("reminders")
        .put("openAfter", 3)
        .put("beforeDue", 2)
        .put("beforeWindow", "5d, 3h");
    return plan;
  }

  private static ObjectNode oldPostgres(ObjectNode plan) {
    ObjectNode database = (ObjectNode) plan.get("source").get("database");
    database.put("version", 9.6).put("host", "db.example").put("port", 5433).put("name", "asv2");
    database.put("owner", "asv_alt").put("administrator", "admin");
    return plan;
  }

  private static ObjectNode autumn(ObjectNode plan) {
    plan.putObject("window")
        .put("start", "2027-10-31T02:30+02:00")
        .put("end", "2027-10-31T02:45:30+01:00");
    return plan;
  }

  private static ObjectNode signs(ObjectNode plan) {
    plan.put("title", "Umzug \"Süd\" & 'Nord'; Größe: 5");
    ((ObjectNode) plan.get("schools").get(0)).put("name", "Schule „Am Weiher“, #1");
    return plan;
  }
}
