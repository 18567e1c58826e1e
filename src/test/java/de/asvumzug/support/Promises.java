package de.asvumzug.support;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/**
 * What a move promises, looked at from outside: what both servers held is noted before it begins
 * and looked at again when it has ended. A School server locks its file, so it is stopped for a
 * look and started again.
 */
public final class Promises {
  private final Lab lab;
  private final boolean whole;
  private final boolean sourceContinues;
  private final boolean targetInUse;
  private final List<String> moved;
  private final String newVersion;
  private final Rows source;
  private final List<String> staying;
  private final Rows stayingRows;
  private final Rows movedRows;
  private final Rows target;

  private Promises(Lab lab, Map<String, Object> plan) throws Exception {
    this.lab = lab;
    this.moved =
        ((List<?>) plan.get("schools"))
            .stream().map(school -> ((Map<?, ?>) school).get("number").toString()).toList();
    Map<?, ?> old = (Map<?, ?>) plan.get("source");
    Map<?, ?> neu = (Map<?, ?>) plan.get("target");
    this.sourceContinues = Boolean.TRUE.equals(plan.get("sourceServesOthers"));
    this.targetInUse = Boolean.TRUE.equals(neu.get("inUse"));
    this.whole = movesWhole(plan);
    this.newVersion = neu.get("version").toString();
    this.source = look(lab.alt(), Rows::of);
    this.movedRows = look(lab.alt(), database -> Rows.of(database, moved));
    this.staying = new ArrayList<>(look(lab.alt(), Promises::schools));
    this.staying.removeAll(moved);
    this.stayingRows = look(lab.alt(), database -> Rows.of(database, staying));
    this.target = targetInUse ? look(lab.neu(), Rows::of) : null;
  }

  /** Whether the whole database moves at once, with all accounts, and not school by school. */
  static boolean movesWhole(Map<String, Object> plan) {
    Map<?, ?> old = (Map<?, ?>) plan.get("source");
    Map<?, ?> neu = (Map<?, ?>) plan.get("target");
    boolean clone =
        plan.get("options") instanceof Map<?, ?> options
            && Boolean.TRUE.equals(options.get("cloneTool"));
    return (clone || old.get("variant").equals(neu.get("variant")))
        && !Boolean.TRUE.equals(plan.get("sourceServesOthers"))
        && !Boolean.TRUE.equals(neu.get("inUse"));
  }

  /** Looks at both servers before the move begins. */
  public static Promises before(Lab lab, Map<String, Object> plan) throws Exception {
    return new Promises(lab, plan);
  }

  /**
   * @param verification what the application says of its own trail
   * @return every promise and whether it was kept
   */
  public Map<String, Boolean> kept(JsonNode verification) throws Exception {
    Map<String, Boolean> kept = new LinkedHashMap<>();
    oldServer(kept);
    newServer(kept);
    kept.put(
        "Das Protokoll ist unversehrt (" + verification.path("rows").asLong() + " Zeilen)",
        verification.path("intact").asBoolean());
    return kept;
  }

  /**
   * What a move promises that was given up: everything as it was before.
   *
   * @param verification what the application says of its own trail
   */
  public Map<String, Boolean> keptByRollback(JsonNode verification) throws Exception {
    Map<String, Boolean> kept = new LinkedHashMap<>();
    kept.put("Der alte Server ist wieder in Betrieb", lab.alt().isServerUp());
    kept.put("Die Daten auf dem alten Server sind unverändert", oldContentIsAsBefore());
    if (targetInUse) {
      kept.put("Der neue Server arbeitet weiter", lab.neu().isServerUp());
      kept.put(
          "Die Daten der Schulen, die schon auf dem neuen Server waren, sind unverändert",
          target.missingIn(look(lab.neu(), Rows::of)).isEmpty());
      kept.put(
          "Auf dem neuen Server ist keine der Schulen geblieben: " + moved,
          look(lab.neu(), database -> Rows.of(database, moved)).count() == 0);
    } else {
      kept.put("Der neue Server ist aus", !lab.neu().isServerUp());
      kept.put(
          "Der neue Server startet nicht von selbst",
          !lab.neu().systemctl("is-enabled", LabMachine.SERVER).output().strip().equals("enabled"));
    }
    kept.put("Das Protokoll ist unversehrt", verification.path("intact").asBoolean());
    return kept;
  }

  /** Whether the old server holds what it held, whatever became of the move. */
  public boolean oldContentIsAsBefore() throws Exception {
    return look(lab.alt(), Rows::of).equals(source);
  }

  private void oldServer(Map<String, Boolean> kept) throws Exception {
    LabMachine alt = lab.alt();
    if (!sourceContinues) {
      kept.put("Der alte Server ist gestoppt", !alt.isServerUp());
      kept.put(
          "Die Dienste des alten Servers sind deaktiviert",
          isDisabled(alt, LabMachine.SERVER) && isDisabled(alt, LabMachine.UPDATE_SERVICE));
      kept.put(
          "Die Daten auf dem alten Server sind unverändert", look(alt, Rows::of).equals(source));
      return;
    }
    kept.put("Der alte Server arbeitet für die übrigen Schulen weiter", alt.isServerUp());
    kept.put(
        "Die Daten der übrigen Schulen sind auf dem alten Server unverändert: " + staying,
        look(alt, database -> Rows.of(database, staying)).equals(stayingRows));
    kept.put(
        "Die umgezogenen Schulen gibt es auf dem alten Server nicht mehr: " + moved,
        look(alt, database -> Rows.of(database, moved)).count() == 0);
  }

  private void newServer(Map<String, Boolean> kept) throws Exception {
    LabMachine neu = lab.neu();
    boolean up = neu.isServerUp();
    kept.put("Der neue Server antwortet", up);
    kept.put(
        "Der neue Server hat die Version " + newVersion,
        up && newVersion.equals(neu.status().version()));
    kept.put(
        "Alle Zeilen der umgezogenen Schulen sind auf dem neuen Server ("
            + movedRows.count()
            + " Zeilen): "
            + moved,
        movedRows.count() > 0 && carried(neu));
    if (targetInUse) {
      kept.put(
          "Die Daten der Schulen, die schon auf dem neuen Server waren, sind unverändert",
          target.missingIn(look(neu, Rows::of)).isEmpty());
    }
  }

  /** A whole server is updated to the next release on the way, which may add columns. */
  private boolean carried(LabMachine neu) throws Exception {
    Rows now = look(neu, database -> Rows.of(database, moved));
    return whole ? now.count() == movedRows.count() : now.equals(movedRows);
  }

  private static boolean isDisabled(LabMachine machine, String unit) throws Exception {
    return machine.systemctl("is-enabled", unit).output().strip().equals("disabled");
  }

  private static List<String> schools(Connection database) throws SQLException {
    List<String> numbers = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery("select schulnummer from asv.svp_schule_stamm order by 1")) {
      while (row.next()) {
        numbers.add(row.getString(1));
      }
    }
    return numbers;
  }

  /** One look into a database. */
  @FunctionalInterface
  private interface Look<T> {
    T at(Connection database) throws Exception;
  }

  private static <T> T look(LabMachine machine, Look<T> look) throws Exception {
    if (machine.postgresPort().isPresent()) {
      try (Connection database = machine.database()) {
        return look.at(database);
      }
    }
    boolean pause = machine.isServerUp();
    if (pause) {
      machine.stop();
    }
    Path copy = Files.createTempDirectory("asv-demo");
    try {
      // Not even a look may touch the file of the old machine.
      Files.copy(machine.installation().resolve("database/asv.mv.db"), copy.resolve("asv.mv.db"));
      try (Connection database =
          DriverManager.getConnection(
              "jdbc:h2:" + copy.resolve("asv") + ";IFEXISTS=TRUE", "sa", "")) {
        return look.at(database);
      }
    } finally {
      FileUtils.deleteDirectory(copy.toFile());
      if (pause) {
        machine.start();
      }
    }
  }
}
