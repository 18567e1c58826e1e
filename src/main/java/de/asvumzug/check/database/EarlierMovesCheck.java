package de.asvumzug.check.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.MarkedMove;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Names what earlier moves have left on the new machine, wherever it lies and whether or not it is
 * in this move's way: it is personal data that somebody has to know of. Whose a thing is, its mark
 * tells.
 */
@Component
@Order(91)
class EarlierMovesCheck implements PreflightCheck {
  private static final String MARKED =
      """
      select 'Datenbank ' || datname as what, shobj_description(oid, 'pg_database') as mark from pg_database
       where shobj_description(oid, 'pg_database') like 'asv-umzug %'
      union all
      select 'Rolle ' || rolname, shobj_description(oid, 'pg_authid') from pg_roles
       where shobj_description(oid, 'pg_authid') like 'asv-umzug %'
      """;

  private final Secrets secrets;

  EarlierMovesCheck(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Reste früherer Umzüge";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.target();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Endpoint endpoint = context.site();
    Map<String, Set<String>> left = new TreeMap<>();
    for (String move : moves(endpoint.host().files(), endpoint.host().workFolder() + "/received")) {
      add(left, move, "übertragene Kopien");
    }
    for (MarksOfMoves.Installed one : new MarksOfMoves(endpoint.host()).installations()) {
      if (endpoint.host().files().stat(one.directory()).isPresent()) {
        add(left, one.migrationId(), one.directory());
      }
    }
    if (!endpoint.installation().variant().embedded()) {
      for (Map<String, String> row :
          new QuietSession(endpoint, secrets).rows("postgres", MARKED, Map.of())) {
        Optional<String> move = MarkedMove.of(row.get("mark"));
        move.ifPresent(id -> add(left, id, row.get("what")));
      }
    }
    left.remove(context.migration().id());
    String limit = "keine";
    return List.of(
        left.isEmpty()
            ? Finding.ok(title(), "keine", limit)
            : Finding.warning(
                title(),
                left.entrySet().stream()
                    .map(one -> one.getKey() + ": " + String.join(", ", one.getValue()))
                    .collect(Collectors.joining("; ")),
                limit,
                "Bitte klären, ob sie noch gebraucht werden, und in der Aufgabe „Reste des Umzugs räumen“"
                    + " des genannten Umzugs oder von Hand räumen. Bei einem abgenommenen Umzug gehört"
                    + " die Installation zum Betrieb."));
  }

  private static void add(Map<String, Set<String>> left, String move, String what) {
    left.computeIfAbsent(move, id -> new TreeSet<>()).add(what);
  }

  private static List<String> moves(HostFiles files, String folder) throws IOException {
    if (files.stat(folder).isEmpty()) {
      return List.of();
    }
    List<String> moves = new ArrayList<>();
    for (FileStat stat : files.list(folder)) {
      if (stat.kind() == FileStat.Kind.FOLDER && !stat.path().contains("/")) {
        moves.add(stat.path());
      }
    }
    return moves;
  }
}
