package de.asvumzug.plan;

import de.asvumzug.plan.intake.PlanReader;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * What the models need to know of a plan: decisions and times, nothing else (docs/architecture.md
 * §3).
 */
public final class PlanVariables {

  private PlanVariables() {}

  /** The times that a moved window changes: {@code windowStart} and {@code dayBefore}. */
  public static Map<String, Object> schedule(Migration plan) {
    Instant start = plan.window().start();
    // One day earlier by the clock on the wall, also when the clocks change that night.
    Instant dayBefore = start.atZone(PlanReader.ZONE).minusDays(1).toInstant();
    return Map.of("windowStart", Date.from(start), "dayBefore", Date.from(dayBefore));
  }

  /** Every variable that {@code loadPlan} sets. */
  public static Map<String, Object> all(Migration plan) {
    Options options = plan.options();
    Map<String, Object> variables = new HashMap<>(schedule(plan));
    variables.put("retention", options.retention().toString());
    variables.put("scope", plan.scope().name());
    variables.put("sourceVariant", plan.source().variant().name());
    variables.put("targetVariant", plan.target().variant().name());
    variables.put("targetInUse", plan.target().inUse());
    variables.put("sourceServesOthers", plan.sourceServesOthers());
    variables.put("regionalCentral", plan.regionalCentral());
    variables.put("testClient", options.testClient());
    variables.put("setUpServices", options.setUpServices());
    variables.put("updateService", options.updateService());
    variables.put("addressChanges", plan.addressChanges());
    variables.put("installServerMode", options.installServer().name());
    variables.put("installTestClientMode", options.installServer().name());
    variables.put("runUpdateInstallerMode", options.runUpdateInstaller().name());
    variables.put("updateClientsMode", options.updateClients().name());
    variables.put("backupTenantMode", options.backupTenant().name());
    variables.put("restoreTenantMode", options.restoreTenant().name());
    variables.put("tenantAccessMode", options.tenantAccess().name());
    variables.put("cloneTool", options.cloneTool());
    return variables;
  }
}
