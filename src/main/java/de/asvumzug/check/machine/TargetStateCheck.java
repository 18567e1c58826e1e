package de.asvumzug.check.machine;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.MarkedMove;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The place where ASV is to be installed anew is empty (rule I2): nothing there can be lost, and
 * nothing that installer, test client or restore would refuse stops the move inside its window.
 * What an earlier move has left is called by that move's id.
 */
@Component
@Order(90)
public class TargetStateCheck implements PreflightCheck {
  private static final String DATABASE =
      """
      select oid, coalesce(shobj_description(oid, 'pg_database'), '') as mark,
             (select system_identifier::text from pg_control_system()) as system
        from pg_database where datname = :'name'
      """;

  private final Secrets secrets;
  private final Installer installer;

  public TargetStateCheck(Secrets secrets, Installer installer) {
    this.secrets = secrets;
    this.installer = installer;
  }

  @Override
  public String title() {
    return "Neuer Server leer";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.TARGET && !migration.target().inUse();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Endpoint endpoint = context.site();
    MarksOfMoves marks = new MarksOfMoves(endpoint.host());
    List<Finding> findings = new ArrayList<>();
    findings.add(folder(title(), endpoint, endpoint.directory(), marks));
    if (context.migration().options().testClient()) {
      findings.add(
          folder(
              "Platz für den Test-Client", endpoint, installer.clientDirectory(endpoint), marks));
    }
    if (!endpoint.installation().variant().embedded()) {
      findings.add(database(endpoint, marks));
    }
    return findings;
  }

  private static Finding folder(
      String title, Endpoint endpoint, String directory, MarksOfMoves marks) throws IOException {
    String limit = "Ordner " + directory + " fehlt oder ist leer";
    HostFiles files = endpoint.host().files();
    Optional<FileStat> there = files.statBehind(directory);
    boolean filled =
        there.isPresent()
            && (there.get().kind() != FileStat.Kind.FOLDER || !files.list(directory).isEmpty());
    if (!filled) {
      return Finding.ok(title, "leer", limit);
    }
    Optional<String> move = marks.installedBy(directory);
    return move.isPresent()
        ? Finding.blocking(
            title, "Ordner ist nicht leer: Rest des Umzugs " + move.get(), limit, clear(move.get()))
        : Finding.blocking(
            title,
            "Ordner ist nicht leer",
            limit,
            "Dort liegt schon etwas. Ist es eine Installation, die weiter gebraucht wird? Bitte"
                + " klären und den Ordner räumen oder einen anderen planen.");
  }

  private Finding database(Endpoint endpoint, MarksOfMoves marks)
      throws IOException, InterruptedException {
    Database database = endpoint.installation().database();
    List<Map<String, String>> found =
        new Postgres(endpoint.host(), database, secrets)
            .query("postgres", DATABASE, Map.of("name", database.name()));
    String title = "Datenbank auf dem neuen Server";
    String limit = "Datenbank " + database.name() + " noch nicht vorhanden";
    if (found.isEmpty()) {
      return Finding.ok(title, "nicht vorhanden", limit);
    }
    Optional<String> move = makerOf(found.get(0), marks);
    return move.isPresent()
        ? Finding.blocking(
            title,
            "Datenbank " + database.name() + " ist schon da: Rest des Umzugs " + move.get(),
            limit,
            clear(move.get()))
        : Finding.blocking(
            title,
            "Datenbank " + database.name() + " ist schon da",
            limit,
            "Bitte klären, wem sie gehört. Sie wird nicht überschrieben; der Umzug braucht einen"
                + " anderen Namen oder einen Server ohne sie.");
  }

  private static Optional<String> makerOf(Map<String, String> row, MarksOfMoves marks)
      throws IOException {
    Optional<String> marked = MarkedMove.of(row.get("mark"));
    return marked.isPresent()
        ? marked
        : marks.databases().stream()
            .filter(one -> Long.toString(one.oid()).equals(row.get("oid")))
            .filter(one -> one.systemIdentifier().equals(row.get("system")))
            .map(MarksOfMoves.NewDatabase::migrationId)
            .findFirst();
  }

  private static String clear(String move) {
    return MarkedMove.clear(move) + " Sonst bitte einen anderen Ort planen.";
  }
}
