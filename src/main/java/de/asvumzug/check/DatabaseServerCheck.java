package de.asvumzug.check;

import de.asvumzug.asv.Postgres;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * PostgreSQL answers the administrator, is of the planned version, has client tools that can dump
 * it, and whatever else lives there is named (asv-domain §3.2, §3.4).
 */
@Component
@Order(80)
class DatabaseServerCheck implements PreflightCheck {
  private static final Pattern TOOL_VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  private final Secrets secrets;

  DatabaseServerCheck(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "PostgreSQL";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return migration.installation(side).variant() == Variant.ENTERPRISE;
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Database database = context.site().installation().database();
    Postgres postgres = new Postgres(context.site().host(), database, secrets);
    boolean occupied =
        context.site().side() == Side.SOURCE || context.site().installation().inUse();
    Map<String, String> server = server(postgres, occupied ? database.name() : "postgres");
    int major = Integer.parseInt(server.get("number")) / 10_000;
    List<Finding> findings = new ArrayList<>();
    findings.add(version(major, server.get("version"), database.version()));
    findings.add(administrator(server.get("superuser").equals("on"), database.administrator()));
    findings.add(tools(context, postgres, major));
    if (occupied) {
      findings.add(encoding(server.get("encoding")));
      findings.add(schemas(postgres, database));
    }
    findings.add(neighbours(postgres, database, context.site().side()));
    return findings;
  }

  private static Map<String, String> server(Postgres postgres, String database)
      throws IOException, InterruptedException {
    return postgres
        .query(
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
            "Ältere Programme lesen einen neueren Server nicht. Bitte die Client-Programme der"
                + " Version "
                + major
                + " oder neuer installieren (Debian: postgresql-client-"
                + major
                + ").");
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

  private static Finding schemas(Postgres postgres, Database database)
      throws IOException, InterruptedException {
    String names =
        names(
            postgres,
            database.name(),
            """
            select nspname as name from pg_namespace
             where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'asv') order by 1
            """);
    String title = "Fremde Schemata in der Datenbank " + database.name();
    return names.isEmpty()
        ? Finding.ok(title, "keine", "bekannt")
        : Finding.warning(
            title,
            names,
            "bekannt",
            "Sie ziehen mit um. Bitte die Betreiber der Programme, denen sie gehören, informieren.");
  }

  private static Finding neighbours(Postgres postgres, Database database, Side side)
      throws IOException, InterruptedException {
    String databases =
        names(
            postgres,
            "postgres",
            """
            select datname as name from pg_database
             where not datistemplate and datname <> 'postgres' and datname <> :'own' order by 1
            """,
            database);
    String roles =
        names(
            postgres,
            "postgres",
            """
            select rolname as name from pg_roles
             where rolname !~ '^pg_' and rolname not in (:'owner', :'administrator') order by 1
            """,
            database);
    String title = "Anderes auf diesem PostgreSQL-Server";
    if (databases.isEmpty() && roles.isEmpty()) {
      return Finding.ok(title, "nichts", "bekannt");
    }
    return Finding.warning(
        title,
        "Datenbanken: " + orNone(databases) + "; Rollen: " + orNone(roles),
        "bekannt",
        side == Side.SOURCE
            ? "Davon zieht nichts von selbst mit um. Bitte mit den Betreibern (zum Beispiel des"
                + " Notenmanagers) klären, was damit geschieht."
            : "Bitte prüfen, dass der neue Server diese Datenbanken behalten soll; sie werden nicht"
                + " angerührt.");
  }

  private static String names(Postgres postgres, String in, String sql)
      throws IOException, InterruptedException {
    return join(postgres.query(in, sql, Map.of()));
  }

  private static String names(Postgres postgres, String in, String sql, Database database)
      throws IOException, InterruptedException {
    return join(
        postgres.query(
            in,
            sql,
            Map.of(
                "own", database.name(),
                "owner", database.owner(),
                "administrator", database.administrator())));
  }

  private static String join(List<Map<String, String>> rows) {
    return rows.stream().map(row -> row.get("name")).collect(Collectors.joining(", "));
  }

  private static String orNone(String names) {
    return names.isEmpty() ? "keine" : names;
  }
}
