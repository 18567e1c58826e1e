package de.asvumzug.check.database;

import de.asvumzug.asv.database.DatabaseRoles;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What the old cluster holds for the database and a dump of it leaves out: carried, or named with
 * what to do; what is not there is said as well (docs/domain.md §3.2).
 */
@Component
@Order(88)
class BesideTheDumpCheck implements PreflightCheck {
  private static final int NAMED = 20;

  private static final String NUMBER =
      "select current_setting('server_version_num')::int as number";

  /** From PostgreSQL 15 on. */
  private static final String PARAMETER_RIGHTS =
      """
      select 'PARAMETER_RIGHT' as kind, parname || ': ' || coalesce(pg_get_userbyid(nullif(a.grantee, 0)), 'alle') as object
        from pg_parameter_acl cross join lateral aclexplode(paracl) a where a.grantee <> 10 order by 2
      """;

  private static final int PARAMETERS_SINCE = 150_000;

  private final Secrets secrets;

  BesideTheDumpCheck(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Was eine Sicherung der Datenbank nicht enthält";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.source().ofWholeDatabase().within(Variant.ENTERPRISE);
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Map<ClusterContents, List<String>> found = contents(context);
    List<Finding> findings = new ArrayList<>();
    found.forEach((kind, objects) -> findings.add(finding(kind, objects)));
    String absent =
        Arrays.stream(ClusterContents.values())
            .filter(kind -> !found.containsKey(kind))
            .map(ClusterContents::title)
            .collect(Collectors.joining(", "));
    if (!absent.isEmpty()) {
      findings.add(Finding.ok(title(), "nicht vorhanden: " + absent, "geprüft"));
    }
    return findings;
  }

  private Map<ClusterContents, List<String>> contents(PreflightContext context)
      throws IOException, InterruptedException {
    Database database = context.site().installation().database();
    Postgres postgres = new Postgres(context.site().host(), database, secrets);
    List<Map<String, String>> rows =
        new ArrayList<>(
            postgres.query(
                DatabaseRoles.RELEVANT + resource() + " order by 1, 2;\n",
                Map.of("owner", database.owner())));
    int number = Integer.parseInt(postgres.query(NUMBER, Map.of()).get(0).get("number"));
    if (number >= PARAMETERS_SINCE) {
      rows.addAll(postgres.query(PARAMETER_RIGHTS, Map.of()));
    }
    Map<ClusterContents, List<String>> found = new EnumMap<>(ClusterContents.class);
    for (Map<String, String> row : rows) {
      found
          .computeIfAbsent(ClusterContents.valueOf(row.get("kind")), kind -> new ArrayList<>())
          .add(row.get("object"));
    }
    return found;
  }

  private static Finding finding(ClusterContents kind, List<String> objects) {
    String reading = objects.stream().limit(NAMED).collect(Collectors.joining("; "));
    if (objects.size() > NAMED) {
      reading += "; und " + (objects.size() - NAMED) + " weitere";
    }
    return kind.named()
        ? Finding.warning(kind.title(), reading, "bekannt", kind.advice())
        : Finding.ok(kind.title(), reading, kind.advice());
  }

  private static String resource() throws IOException {
    try (InputStream in =
        BesideTheDumpCheck.class.getResourceAsStream("/check/cluster-contents.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
