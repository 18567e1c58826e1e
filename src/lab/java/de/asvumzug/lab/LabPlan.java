package de.asvumzug.lab;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plan of a lab's move, as JSON objects. */
final class LabPlan {
  private final LabState state;
  private final LabMachine old;
  private final LabMachine target;
  private final Path installer;
  private final Path updateInstaller;

  LabPlan(LabState state, LabMachine old, LabMachine target, Path installer, Path updateInstaller) {
    this.state = state;
    this.old = old;
    this.target = target;
    this.installer = installer;
    this.updateInstaller = updateInstaller;
  }

  /**
   * The plan of the whole server's move as JSON objects, without an id.
   *
   * @param windowStart from when the servers may be worked on
   */
  Map<String, Object> plan(Instant windowStart, Instant windowEnd, TemporalAmount retention) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("title", "Umzug der ASV von Musterstadt");
    boolean some = state.number("moving") < state.number("schools");
    plan.put("scope", some ? "SOME" : "ALL");
    plan.put("sourceServesOthers", some);
    plan.put("source", installation(old, Lab.OLD_POSTGRES, 14));
    plan.put("target", installation(target, Lab.NEW_POSTGRES, 15));
    plan.put("schools", schools());
    plan.put("window", Map.of("start", windowStart.toString(), "end", windowEnd.toString()));
    Map<String, Object> packages = new LinkedHashMap<>();
    packages.put("installer", installer.toString());
    packages.put("updateInstaller", updateInstaller.toString());
    packages.put("certificate", target.packages().resolve("zertifikat.p12").toString());
    packages.put("certificatePinSecret", Lab.PIN);
    plan.put("packages", packages);
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("name", "Sekretariat 1");
    client.put("machine", old.name());
    client.put("directory", old.client().toString());
    plan.put("clients", List.of(client));
    plan.put("options", planOptions(retention));
    Map<String, Object> contacts = new LinkedHashMap<>();
    contacts.put("technician", "technik@example.org");
    contacts.put("operator", "betreiber@example.org");
    contacts.put("itManagement", "it-management@example.org");
    plan.put("contacts", contacts);
    return plan;
  }

  static Map<String, Object> planOptions(TemporalAmount retention) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("testClient", true);
    options.put("setUpServices", true);
    options.put("updateService", true);
    options.put("installServer", "AUTOMATIC");
    options.put("runUpdateInstaller", "AUTOMATIC");
    options.put("updateClients", "AUTOMATIC");
    options.put("retention", retention.toString());
    return options;
  }

  private Map<String, Object> installation(LabMachine machine, String secret, int postgresVersion) {
    Map<String, Object> installation = new LinkedHashMap<>();
    installation.put("machine", machine.name());
    installation.put("variant", state.get(machine.name() + ".variant"));
    installation.put("version", state.get(machine.name() + ".version"));
    installation.put("directory", machine.installation().toString());
    installation.put("address", "127.0.0.1");
    installation.put("clientPort", machine.clientPort());
    if (machine.postgresPort().isPresent()) {
      Map<String, Object> database = new LinkedHashMap<>();
      database.put("host", "localhost");
      database.put("port", machine.postgresPort().orElseThrow());
      database.put("name", "asv");
      database.put("owner", "asv");
      database.put("administrator", "postgres");
      database.put("passwordSecret", secret);
      database.put("version", postgresVersion);
      installation.put("database", database);
    }
    installation.put("inUse", machine == old || state.number("target.schools") > 0);
    return installation;
  }

  private List<Map<String, Object>> schools() {
    return schools(state.number("moving"));
  }

  static List<Map<String, Object>> schools(int count) {
    List<Map<String, Object>> schools = new ArrayList<>();
    for (int school = 1; school <= count; school++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("number", SampleData.number(school));
      entry.put("name", SampleData.schoolName(school));
      entry.put("mail", "schule-" + SampleData.number(school) + "@example.org");
      entry.put("phone", "0999 1234" + school);
      schools.add(entry);
    }
    return schools;
  }
}
