package de.asvumzug.backup.restore;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.fence.MarksOfMoves.NewDatabase;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The databases of a restore on the target's cluster: the one in use, the new one beside it, and
 * the one that was in use before. Databases of ours carry a {@link Mark} as their comment.
 */
public final class TargetDatabases {
  private static final String LOOK =
      "select datname as name, coalesce(shobj_description(oid, 'pg_database'), '') as mark, oid"
          + " from pg_database where datname = :'name'";

  /**
   * In the sort order of the database in use; before there is one, in that of the cluster. ICU's
   * columns came with PostgreSQL 15 and got other names with 17.
   */
  private static final String CREATE =
      """
      select datcollate as collate, datctype as ctype, coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'i' as icu,
             coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', '') as icu_locale
        from pg_database d where datname in (:'current', 'template1') order by datname = 'template1' limit 1 \\gset
      \\if :icu
      create database :"fresh" template template0 owner :"owner" encoding 'UTF8'
        lc_collate :'collate' lc_ctype :'ctype' locale_provider icu icu_locale :'icu_locale';
      \\else
      create database :"fresh" template template0 owner :"owner" encoding 'UTF8'
        lc_collate :'collate' lc_ctype :'ctype';
      \\endif
      comment on database :"fresh" is :'mark';
      """;

  /** Waits for the disk, and with it for all that the restore has committed before. */
  private static final String MARK =
      """
      set synchronous_commit = on;
      comment on database :"fresh" is :'mark';
      """;

  private static final String OPEN =
      """
      select format('alter database %I allow_connections true', datname) from pg_database
        where datname in (:'current', :'fresh') \\gexec
      """;

  /**
   * Nobody can come between the last session's end and the renaming: new ones are refused.
   * PostgreSQL renames in a transaction: there is no moment without, or with half, a database. Its
   * commit waits for the disk, and with it for all that the restore has committed before.
   */
  private static final String SWAP =
      """
      set synchronous_commit = on;
      alter database :"current" allow_connections false;
      alter database :"fresh" allow_connections false;
      select pg_terminate_backend(pid) from pg_stat_activity
        where datname in (:'current', :'fresh') and pid <> pg_backend_pid();
      begin;
      alter database :"current" rename to :"before";
      alter database :"fresh" rename to :"current";
      alter database :"before" allow_connections true;
      alter database :"current" allow_connections true;
      comment on database :"before" is :'mark';
      commit;
      """;

  private final Host host;
  private final Postgres postgres;
  private final String maintenance;
  private final Mark mark;
  private final Purpose purpose;

  /** What the new database is for. */
  public enum Purpose {
    RESTORE,
    /** The clone tool fills it. */
    CLONE,
    /** Goes after a look at it. */
    TRIAL
  }

  public TargetDatabases(Host host, Postgres postgres, String maintenance, BackupContext act) {
    this(host, postgres, maintenance, act, Purpose.RESTORE);
  }

  public TargetDatabases(
      Host host, Postgres postgres, String maintenance, BackupContext act, Purpose purpose) {
    this.host = host;
    this.postgres = postgres;
    this.maintenance = maintenance;
    this.mark = new Mark(act.migrationId(), act.stepKey(), purpose == Purpose.TRIAL);
    this.purpose = purpose;
  }

  /**
   * A database as it stands.
   *
   * @param mark its comment; empty if it has none
   */
  public record Found(String name, String mark, long oid) {}

  public String current() {
    return postgres.database().name();
  }

  public String fresh() {
    return switch (purpose) {
      case RESTORE -> "asv_umzug_" + suffix();
      case CLONE -> cloned();
      case TRIAL -> trial();
    };
  }

  public String trial() {
    return "asv_probe_" + suffix();
  }

  /** The database for the clone tool: people see the name, so it tells what it is for. */
  public String cloned() {
    return current() + "_klon_" + suffix();
  }

  public String before() {
    return "asv_vor_" + suffix();
  }

  private String suffix() {
    return mark.migrationId().toLowerCase(Locale.ROOT).replace('-', '_');
  }

  public Optional<Found> look(String name) throws IOException, InterruptedException {
    return postgres.query(maintenance, LOOK, Map.of("name", name)).stream()
        .map(row -> new Found(row.get("name"), row.get("mark"), Long.parseLong(row.get("oid"))))
        .findFirst();
  }

  public boolean ours(Found found) {
    return mark.ours(found.mark());
  }

  /** Step key of the attempt that made the database. */
  public String maker(Found found) {
    return mark.maker(found.mark());
  }

  String systemIdentifier() throws IOException, InterruptedException {
    return PostgresTools.value(
        postgres, maintenance, "select system_identifier::text from pg_control_system()", Map.of());
  }

  public void create() throws IOException, InterruptedException {
    script(
        CREATE,
        Map.of(
            "current", current(),
            "fresh", fresh(),
            "owner", postgres.database().owner(),
            "mark", mark.text()));
  }

  /**
   * Removes a database that this move made; one without a mark only if it is empty: its making was
   * cut before the mark.
   */
  public void drop(Found found) throws IOException, InterruptedException {
    if (!ours(found) && !(found.mark().isEmpty() && empty(found.name()))) {
      throw OperationFailed.permanent(
          """
          Die Datenbank %s auf %s ist schon da und trägt nicht das Kennzeichen dieses Umzugs. \
          Sie wird nicht angerührt."""
              .formatted(found.name(), host.name()),
          "Bitte klären und umbenennen.");
    }
    script("drop database :\"name\" with (force);", Map.of("name", found.name()));
  }

  /** Removes one that carries this move's mark; returns false, and touches nothing, without it. */
  public boolean dropOurs(Found found) throws IOException, InterruptedException {
    if (ours(found)) {
      drop(found);
    }
    return ours(found);
  }

  /** Removes the very database that this move's installation has made, and no other of its name. */
  public boolean dropNew(Found found, NewDatabase noted) throws IOException, InterruptedException {
    boolean same =
        found.mark().isEmpty()
            && found.oid() == noted.oid()
            && systemIdentifier().equals(noted.systemIdentifier());
    if (same) {
      script("drop database :\"name\" with (force);", Map.of("name", found.name()));
    }
    return same;
  }

  private boolean empty(String name) throws IOException, InterruptedException {
    return "0"
        .equals(
            PostgresTools.value(
                postgres,
                name,
                "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where nspname !~ '^pg_' and nspname <> 'information_schema'",
                Map.of()));
  }

  /** Notes that the new database holds all of a backup, so that it is not loaded again. */
  void markLoaded(String manifest) throws IOException, InterruptedException {
    script(MARK, Map.of("fresh", fresh(), "mark", mark.loaded(manifest)));
  }

  boolean isLoaded(Found found, String manifest) {
    return mark.isLoaded(found.mark(), manifest);
  }

  /** A swap that was cut may have left both databases closed to everybody. */
  public void open() throws IOException, InterruptedException {
    script(OPEN, Map.of("current", current(), "fresh", fresh()));
  }

  /** The new database takes the name of the one in use, which is kept under another. */
  public void swap() throws IOException, InterruptedException {
    script(
        SWAP,
        Map.of("current", current(), "fresh", fresh(), "before", before(), "mark", mark.text()));
  }

  private void script(String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    PostgresTools.script(host, postgres, maintenance, sql, variables);
  }
}
