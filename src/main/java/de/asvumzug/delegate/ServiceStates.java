package de.asvumzug.delegate;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.ServerStart;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.asv.service.UnitState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the delegates that start and stop servers say and do alike. */
public final class ServiceStates {
  private ServiceStates() {}

  /** For the trail: each service and what was seen of it. */
  public static Map<String, String> states(List<UnitState> units) {
    Map<String, String> states = new LinkedHashMap<>();
    units.forEach(unit -> states.put(unit.unit(), unit.seen()));
    return states;
  }

  /** For the trail: what a started server said of itself. */
  public static Map<String, Object> details(ServerStart start) {
    return Map.of(
        "Treiber",
        start.driver(),
        "Datenbank",
        start.database(),
        "Version laut Protokoll",
        start.version() == null ? "nicht genannt" : start.version(),
        "anderer Server gesehen",
        start.guardSaw());
  }

  /** Start-up types as they were, and the update service running if it ran. */
  public static void restore(AsvServices services, Endpoint endpoint, SourceServices before)
      throws Exception {
    services.restoreStartUp(endpoint, before);
    if (before.updateService().active()) {
      services.startUpdateService(endpoint);
    }
  }
}
