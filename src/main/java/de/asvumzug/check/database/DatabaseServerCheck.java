package de.asvumzug.check.database;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * PostgreSQL answers the administrator, is of the planned version, has client tools that can dump
 * it, and whatever else lives there is named (docs/domain.md §3.2).
 */
@Component
@Order(80)
class DatabaseServerCheck implements PreflightCheck {
  private static final Set<String> SYSTEM_DATABASES = Set.of("postgres", "template0", "template1");
  private static final Pattern TOOL_VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  private final TenantSettings asv;
  private final Secrets secrets;

  DatabaseServerCheck(TenantSettings asv, Secrets secrets) {
    this.asv = asv;
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "PostgreSQL";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.everywhere().on(Variant.ENTERPRISE);
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Database database = context.site().installation().database();
    Postgres postgres = new Postgres(context.site().host(), database, secrets);
    QuietSession session = new QuietSession(context.site(), secrets);
    boolean occupied =
        context.site().side() == Side.SOURCE || context.site().installation().inUse();
    Map<String, String> server = server(session, occupied ? database.name() : "postgres");
    int major = Integer.parseInt(server.get("number")) / 10_000;
    List<Finding> findings = new ArrayList<>();
    findings.add(version(major, server.get("version"), database.version()));
    findings.add(administrator(server.get("superuser").equals("on"), database.administrator()));
    findings.add(tools(context, postgres, major));
    if (occupied) {
      findings.add(encoding(server.get("encoding")));
      List<UsersObjects> objects = UsersObjects.in(session, database.name());
      findings.add(schemas(session, objects, database, context.migration().wholeDatabase()));
      systemSchemas(objects, context.site().side()).ifPresent(findings::add);
    }
    findings.add(databases(session, database, context.site().side()));
    findings.add(roles(session, database, context));
    return findings;
  }

  private static Map<String, String> server(QuietSession session, String database)
      throws IOException, InterruptedException {
    return session
        .rows(
            database,
            """
            select current_setting('server_version_num') as number, current_setting('server_version') as version,
                   current_setting('is_superuser') as superuser,
                   (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding
            """,
            Map.of())
        .get(0);
  }

  private Finding version(int major, String full, int planned) {
    return major == planned
        ? Finding.ok(title(), "Version " + full, "wie geplant: " + planned)
        : Finding.blocking(
            title(),
            "Version " + full,
            "wie geplant: " + planned,
            "Bitte Port und Version der Datenbank im Umzugsplan prüfen.");
  }

  private static Finding administrator(boolean superuser, String name) {
    String title = "PostgreSQL-Verwalter";
    return superuser
        ? Finding.ok(title, name + " darf alles Nötige", "Superuser")
        : Finding.blocking(
            title,
            name + " ist kein Superuser",
            "Superuser",
            "Bitte im Umzugsplan eine Rolle angeben, die Datenbanken, Rollen und große Objekte"
                + " sichern und anlegen darf, üblicherweise postgres.");
  }

  private static Finding tools(PreflightContext context, Postgres postgres, int major)
      throws IOException, InterruptedException {
    String title = "PostgreSQL-Client-Programme";
    String limit = "mindestens Version " + major;
    String program = context.site().side() == Side.SOURCE ? "pg_dump" : "pg_restore";
    CommandResult result = context.site().host().run(postgres.client(program, "--version"));
    Matcher matcher = TOOL_VERSION.matcher(result.output());
    if (!result.succeeded() || !matcher.find()) {
      throw new IOException(program + " --version: " + result.errors().strip());
    }
    int version = Integer.parseInt(matcher.group(1));
    String reading = program + " " + version;
    return version >= major
        ? Finding.ok(title, reading, limit)
        : Finding.blocking(
            title,
            reading,
            limit,
            """
            Ältere Programme lesen einen neueren Server nicht. \
            Bitte die Client-Programme der Version %s oder neuer installieren (Debian: \
            postgresql-client-%s)."""
                .formatted(major, major));
  }

  private static Finding encoding(String encoding) {
    String title = "Zeichensatz der Datenbank";
    return encoding.equals("UTF8")
        ? Finding.ok(title, encoding, "UTF8")
        : Finding.blocking(
            title,
            encoding,
            "UTF8",
            "Die neue Datenbank wird in UTF8 angelegt. Bitte vor dem Umzug mit der Betreuung klären,"
                + " wie die Zeichen umgesetzt werden.");
  }

  private Finding schemas(
      QuietSession session, List<UsersObjects> objects, Database database, boolean whole)
      throws IOException, InterruptedException {
    List<String> names =
        new ArrayList<>(
            session
                .rows(
                    """
                    select nspname as name from pg_namespace
                     where oid >= 16384 and nspname !~ '^pg_(toast_)?temp_[0-9]+$' and nspname not in ('public', :'asv') order by 1
                    """,
                    Map.of("asv", asv.schema()))
                .stream()
                .map(row -> row.get("name"))
                .toList());
    objects.stream()
        .filter(found -> found.schema().equals("public"))
        .forEach(found -> names.add(found.text()));
    String title = "Fremde Schemata in der Datenbank " + database.name();
    return names.isEmpty()
        ? Finding.ok(title, "keine", "bekannt")
        : Finding.warning(
            title,
            String.join(", ", names),
            "bekannt",
            whole
                ? "Sie ziehen mit um. Bitte die Betreiber der Programme, denen sie gehören,"
                    + " informieren."
                : "Schulscharfe Sicherungen enthalten sie nicht: Sie bleiben, wo sie sind. Bitte mit"
                    + " den Betreibern der Programme klären, ob sie umziehen müssen.");
  }

  /** pg_dump takes PostgreSQL's own schemas for granted, and whatever users have put there. */
  private static Optional<Finding> systemSchemas(List<UsersObjects> objects, Side side) {
    List<UsersObjects> found = objects.stream().filter(UsersObjects::inSystemSchema).toList();
    if (side == Side.TARGET || found.isEmpty()) {
      return Optional.empty();
    }
    String title = "Eigene Objekte in den Schemata von PostgreSQL";
    String reading = found.stream().map(UsersObjects::text).collect(Collectors.joining("; "));
    String advice =
        "Sie stehen in keiner Sicherung. Bitte mit dem Betreiber des Programms, dem sie gehören, in ein"
            + " eigenes Schema verschieben (ALTER … SET SCHEMA) oder auf dem neuen Server vor dem Umzug"
            + " ebenso anlegen.";
    return Optional.of(
        found.stream().anyMatch(UsersObjects::needed)
            ? Finding.blocking(
                title,
                reading,
                "keine",
                advice + " Es sind Tabellen darunter oder andere Objekte brauchen sie.")
            : Finding.warning(title, reading, "keine", advice));
  }

  /** Databases of the system are named if somebody uses them. */
  private static Finding databases(QuietSession session, Database database, Side side)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (Map<String, String> row :
        session.rows(
            "postgres",
            """
            select datname as name, datistemplate as template, datallowconn as open from pg_database
             where datname <> :'own' order by 1
            """,
            Map.of("own", database.name()))) {
      String name = row.get("name");
      boolean open = row.get("open").equals("t");
      if (SYSTEM_DATABASES.contains(name) && open) {
        List<UsersObjects> objects = UsersObjects.in(session, name);
        if (!objects.isEmpty()) {
          names.add(
              name
                  + " (darin "
                  + objects.stream().map(UsersObjects::text).collect(Collectors.joining("; "))
                  + ")");
        }
      } else if (!name.equals("template0")) {
        names.add(
            name
                + (row.get("template").equals("t") ? " (Vorlage)" : "")
                + (open ? "" : " (lässt keine Verbindungen zu)"));
      }
    }
    String title = "Andere Datenbanken auf diesem PostgreSQL-Server";
    return names.isEmpty()
        ? Finding.ok(title, "keine", "bekannt")
        : Finding.warning(
            title,
            String.join(", ", names),
            "bekannt",
            side == Side.SOURCE
                ? "Sie ziehen NICHT mit um. Bitte mit den Betreibern (zum Beispiel des Notenmanagers)"
                    + " klären, was damit geschieht, und bei „Vorarbeiten bestätigen“ vermerken."
                : "Sie werden nicht angerührt. Bitte prüfen, dass der neue Server sie behalten soll.");
  }

  private static Finding roles(QuietSession session, Database database, PreflightContext context)
      throws IOException, InterruptedException {
    String names =
        session
            .rows(
                "postgres",
                """
                select rolname as name from pg_roles
                 where rolname !~ '^pg_' and rolname not in (:'owner', :'administrator') order by 1
                """,
                Map.of("owner", database.owner(), "administrator", database.administrator()))
            .stream()
            .map(row -> row.get("name"))
            .collect(Collectors.joining(", "));
    String title = "Andere Rollen auf diesem PostgreSQL-Server";
    if (names.isEmpty()) {
      return Finding.ok(title, "keine", "bekannt");
    }
    String advice = "Sie werden nicht angerührt.";
    if (context.site().side() == Side.SOURCE) {
      advice =
          context.migration().wholeDatabase()
              ? """
              Wem in der Datenbank %s etwas gehört, der wird auf dem neuen Server angelegt, \
              aber ohne Kennwort und ohne Anmelderecht; alle anderen ziehen nicht mit um. \
              Bitte mit den Betreibern der Programme klären, wer sich dort anmelden können muss."""
                  .formatted(database.name())
              : "Sie ziehen nicht mit um. Bitte mit den Betreibern der Programme klären, wer sie auf"
                  + " dem neuen Server braucht.";
    }
    return Finding.warning(title, names, "bekannt", advice);
  }
}
