package de.asvumzug.backup.restore;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * In which order the parts of a dump are restored. Parallel jobs of {@code pg_restore} take rights
 * in any order, and one that was granted by somebody else than the owner needs that one's rights
 * first (usage of a schema, for instance): so rights come in a run of their own, one after the
 * other, and behind them what needs them: the content of materialized views, and event triggers.
 *
 * @param main use list of what is loaded in parallel
 * @param last use list of what comes after it, in order
 */
record RestoreLists(String main, String last) {
  private static final Pattern LAST =
      Pattern.compile(
          "\\d+; \\d+ \\d+ (ACL|DEFAULT ACL|MATERIALIZED VIEW DATA|EVENT TRIGGER"
              + "|COMMENT - EVENT TRIGGER|SECURITY LABEL - EVENT TRIGGER) .*");

  /**
   * Writes both lists on the machine.
   *
   * @param prefix path that their names begin with
   */
  static RestoreLists write(Host host, Postgres postgres, OpenBackup open, String prefix)
      throws IOException, InterruptedException {
    String contents = prefix + ".contents";
    CommandResult list =
        host.run(
            open.within(
                postgres.client(
                    "pg_restore",
                    "--list",
                    "--file=" + contents,
                    open.folder() + "/" + PostgresBackup.DUMP),
                PostgresBackup.CONTENTS));
    open.requireOpened(list.errors());
    if (!list.succeeded()) {
      throw OperationFailed.temporary(
          "Das Inhaltsverzeichnis der Sicherung auf " + host.name() + " ist nicht lesbar.");
    }
    List<String> lines = host.files().readText(contents).lines().toList();
    RestoreLists lists = new RestoreLists(prefix + ".main", prefix + ".last");
    host.files().writeText(lists.main(), text(lines, false));
    host.files().writeText(lists.last(), text(lines, true));
    return lists;
  }

  private static String text(List<String> lines, boolean last) {
    StringBuilder text = new StringBuilder();
    lines.stream()
        .filter(line -> LAST.matcher(line).matches() == last)
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
