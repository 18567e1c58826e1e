package de.asvumzug.check.database;

import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.MarkedMove;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The plan's owner of the old database really owns ASV's tables, and the new server has no role of
 * that name that stands for somebody else: what belongs to it is given to the new owner.
 */
@Component
@Order(82)
class PlanOwnerCheck implements PreflightCheck {
  private static final String ROLE =
      "select rolsuper as superuser from pg_roles where rolname = :'owner'";

  private static final String OWNERS =
      """
      with thing (owner, kind, name) as (
        select relowner, case relkind when 'r' then 'table' when 'p' then 'table' else 'other' end, relname
          from pg_class where relnamespace = :schema and relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c') and not (relkind = 'S' and
            exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = pg_class.oid and d.deptype in ('a', 'i')))
           and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = pg_class.oid and d.deptype = 'e')
        union all select proowner, 'other', proname from pg_proc p where pronamespace = :schema
           and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
        union all select typowner, 'other', typname from pg_type t where typnamespace = :schema and typtype in ('d', 'e', 'r', 'b')
           and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype in ('e', 'i'))
        union all select collowner, 'other', collname from pg_collation where collnamespace = :schema
        union all select oprowner, 'other', oprname from pg_operator p where oprnamespace = :schema
           and not exists (select from pg_depend d where d.classid = 'pg_operator'::regclass and d.objid = p.oid and d.deptype = 'e')
        union all select opfowner, 'other', opfname from pg_opfamily f where opfnamespace = :schema
           and not exists (select from pg_depend d where d.classid = 'pg_opfamily'::regclass and d.objid = f.oid and d.deptype = 'e')
        union all select stxowner, 'other', stxname from pg_statistic_ext where stxnamespace = :schema
        union all select cfgowner, 'other', cfgname from pg_ts_config where cfgnamespace = :schema
        union all select dictowner, 'other', dictname from pg_ts_dict where dictnamespace = :schema
        union all select conowner, 'other', conname from pg_conversion where connamespace = :schema
      )
      select pg_get_userbyid(owner) as owner, count(*) filter (where kind = 'table') as tables, count(*) as things,
             array_to_string((array_agg(name::text order by name))[1:3], ', ') as examples
        from thing group by owner order by 2 desc, 1
      """;

  private static final String OTHER =
      """
      select rolname as name, coalesce(shobj_description(oid, 'pg_authid'), '') as mark from pg_roles
       where rolname = :'owner' and not (rolsuper and :'superuser' = 't')
         and coalesce(shobj_description(oid, 'pg_authid'), '') not like 'asv-umzug ' || :'move' || ' %'
      """;

  private final TenantSettings asv;
  private final Secrets secrets;

  PlanOwnerCheck(TenantSettings asv, Secrets secrets) {
    this.asv = asv;
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Eigentümer der Datenbank";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.everywhere().ofWholeDatabase().within(Variant.ENTERPRISE);
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    return context.site().side() == Side.SOURCE ? source(context) : target(context);
  }

  private List<Finding> source(PreflightContext context) throws IOException, InterruptedException {
    QuietSession session = new QuietSession(context.site(), secrets);
    Database database = context.site().installation().database();
    String owner = database.owner();
    List<Owner> owners = owners(session);
    List<Map<String, String>> role = session.rows(ROLE, Map.of("owner", owner));
    List<Finding> findings = new ArrayList<>();
    findings.add(owner(owner, !role.isEmpty(), owners));
    if (!role.isEmpty() && role.get(0).get("superuser").equals("t")) {
      findings.add(superuser(owner, context.other().installation().database().owner()));
    }
    others(owner, owners).ifPresent(findings::add);
    return findings;
  }

  private List<Owner> owners(QuietSession session) throws IOException, InterruptedException {
    return session
        .rows(
            "select coalesce((select oid from pg_namespace where nspname = :'name'), 0) as schema \\gset\n"
                + OWNERS,
            Map.of("name", asv.schema()))
        .stream()
        .map(
            row ->
                new Owner(
                    row.get("owner"),
                    Long.parseLong(row.get("tables")),
                    Long.parseLong(row.get("things")),
                    row.get("examples")))
        .toList();
  }

  private Finding owner(String owner, boolean exists, List<Owner> owners) {
    String limit = "Eigentümer der Tabellen im Schema " + asv.schema();
    List<Owner> real = owners.stream().filter(found -> found.tables() > 0).toList();
    long tables =
        real.stream().filter(found -> found.name().equals(owner)).mapToLong(Owner::tables).sum();
    if (tables > 0) {
      return Finding.ok(title(), owner + ": " + tables + " Tabellen", limit);
    }
    String names =
        real.isEmpty()
            ? "Im Schema " + asv.schema() + " gibt es keine Tabellen."
            : "Die Tabellen gehören "
                + real.stream()
                    .map(found -> found.name() + " (" + found.tables() + ")")
                    .collect(Collectors.joining(", "))
                + ".";
    return Finding.blocking(
        title(),
        exists
            ? owner + " gehört dort keine Tabelle"
            : "die Rolle " + owner + " gibt es auf dem alten Server nicht",
        limit,
        """
        %s Nur was dem Eigentümer des Plans gehört, bekommt der neue Server von ASV. \
        Bitte im Umzugsplan unter source.database.owner die richtige Rolle angeben; heißt das \
        Schema anders, bitte asv.tenants.schema und asv.backup.schema setzen."""
            .formatted(names));
  }

  private Finding superuser(String owner, String next) {
    return Finding.warning(
        title() + " ist Superuser",
        owner,
        "eine Rolle nur für ASV",
        """
        An %s gehen auf dem neuen Server nur die Objekte im Schema %s; nicht Funktionen mit \
        SECURITY DEFINER und nicht, was zu einer Erweiterung gehört. \
        Alles andere bleibt bei %s. Bitte klären, ob Programme außerhalb des Schemas Rechte \
        brauchen."""
            .formatted(next, asv.schema(), owner));
  }

  private Optional<Finding> others(String owner, List<Owner> owners) {
    List<Owner> others = owners.stream().filter(found -> !found.name().equals(owner)).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warning(
            "Andere Eigentümer im Schema " + asv.schema(),
            others.stream().map(Owner::text).collect(Collectors.joining("; ")),
            "alles gehört " + owner,
            """
            Ihre Objekte behalten den Eigentümer; gibt es die Rolle auf dem neuen Server nicht, \
            wird sie dort ohne Kennwort und ohne Anmelderecht angelegt. \
            Braucht ASV selbst diese Objekte, bitte vorher umschreiben (ALTER … OWNER TO %s)."""
                .formatted(owner)));
  }

  /** Rights of two different people would become those of one. */
  private List<Finding> target(PreflightContext context) throws IOException, InterruptedException {
    String old = context.other().installation().database().owner();
    String next = context.site().installation().database().owner();
    String title = "Rolle des alten Eigentümers auf dem neuen Server";
    String limit = "keine fremde Rolle " + old;
    if (old.equals(next)) {
      return List.of(Finding.ok(title, old + " bleibt Eigentümer", limit));
    }
    boolean superuser =
        new QuietSession(context.other(), secrets)
            .rows("postgres", ROLE, Map.of("owner", old)).stream()
                .anyMatch(row -> row.get("superuser").equals("t"));
    List<Map<String, String>> taken =
        new QuietSession(context.site(), secrets)
            .rows(
                "postgres",
                OTHER,
                Map.of(
                    "owner",
                    old,
                    "superuser",
                    superuser ? "t" : "f",
                    "move",
                    context.migration().id()));
    Optional<String> move =
        taken.stream().flatMap(row -> MarkedMove.of(row.get("mark")).stream()).findFirst();
    if (move.isPresent()) {
      return List.of(
          Finding.blocking(
              title,
              old + " gibt es dort schon: Rest des Umzugs " + move.get(),
              limit,
              MarkedMove.clear(move.get())));
    }
    return List.of(
        !taken.isEmpty()
            ? Finding.blocking(
                title,
                old + " gibt es dort schon",
                limit,
                """
                Rechte, die auf dem alten Server %s hat, bekäme dort eine andere Rolle gleichen \
                Namens. Bitte klären, wem sie gehört, und sie umbenennen (ALTER ROLE … RENAME \
                TO …) oder löschen; oder im Umzugsplan unter target.database.owner ebenfalls %s \
                angeben, wenn sie der Eigentümer werden soll."""
                    .formatted(old, old))
            : Finding.ok(title, "nicht vorhanden", limit));
  }

  /**
   * Who owns what in ASV's schema.
   *
   * @param things tables and everything else
   * @param examples names of the first three
   */
  private record Owner(String name, long tables, long things, String examples) {
    String text() {
      return name + ": " + things + " (" + examples + (things > 3 ? ", …" : "") + ")";
    }
  }
}
