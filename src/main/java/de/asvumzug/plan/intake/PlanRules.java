package de.asvumzug.plan.intake;

import de.asvumzug.plan.Client;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Downtime;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.release.Release;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Judges what the fields of a plan have to do with each other and with what the settings know. A
 * part that could not be read is null here; its finding is there already, so it is passed over.
 */
public final class PlanRules {
  /** Databases of PostgreSQL itself: a restore into them would harm the whole cluster (rule I2). */
  private static final Set<String> RESERVED = Set.of("postgres", "template0", "template1");

  /** Schools choose from three windows at most: the plan's own and these. */
  private static final int MOST_ALTERNATIVES = 2;

  private final PlanSettings settings;
  private final KnownResources surroundings;
  private final Clock clock;
  private final ValidationErrors findings;

  /** Whether a worker on site carries the move out, with secrets that never leave the site. */
  private boolean atSite;

  public PlanRules(
      PlanSettings settings, KnownResources surroundings, Clock clock, ValidationErrors findings) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.clock = clock;
    this.findings = findings;
  }

  public void judge(Migration plan) {
    atSite = !sites(plan).isEmpty();
    judgeSites(plan);
    judgeInstallation("source", plan.source());
    judgeInstallation("target", plan.target());
    judgeBothEnds(plan.source(), plan.target());
    judgeSchools(plan.schools());
    new PeopleRules(findings).judge(plan);
    judgeScope(plan);
    judgeWindow("window", plan.window());
    judgeAlternatives(plan);
    judgeDowntime(plan);
    judgePackages(plan);
    judgeClients(plan.clients());
  }

  private Set<String> sites(Migration plan) {
    return plan.machines().stream()
        .flatMap(machine -> surroundings.site(machine).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One worker carries out the whole move, so it must reach all its machines. */
  private void judgeSites(Migration plan) {
    Set<String> sites = sites(plan);
    if (sites.size() > 1) {
      findings.add(
          "target.machine",
          """
          Die Maschinen dieses Umzugs gehören zu verschiedenen Standorten (%s). \
          Einen Umzug führt der Worker eines einzigen Standorts aus; bitte Maschinen eines \
          Standorts angeben oder die Maschine in asv.machines so einrichten, dass die Zentrale \
          sie selbst erreicht."""
              .formatted(String.join(", ", sites)));
    }
  }

  /**
   * No machine takes part in two moves at a time: that would be a circle of servers, or a server
   * that one move stops while the other needs it. After a move's acceptance its new server is free
   * again; its old one stays as it was until the retention is over, unless it works on (rule I2).
   */
  void judgeOther(Migration plan, Migration other, boolean accepted) {
    judgeOther("source.machine", plan.source(), plan.target(), other, accepted);
    judgeOther("target.machine", plan.target(), plan.source(), other, accepted);
  }

  private void judgeOther(
      String field, Installation end, Installation far, Migration other, boolean accepted) {
    if (end == null || end.machine() == null) {
      return;
    }
    boolean source = end.machine().equals(other.source().machine());
    boolean target = end.machine().equals(other.target().machine());
    if (accepted ? source && !other.sourceServesOthers() : source || target) {
      Installation opposite = source ? other.target() : other.source();
      boolean circle =
          far != null
              && opposite.machine().equals(far.machine())
              && source == field.startsWith("target");
      findings.add(field, taken(end.machine(), other, source, accepted, circle));
    }
  }

  private static String taken(
      String machine, Migration other, boolean source, boolean accepted, boolean circle) {
    return "Die Maschine „%s“ ist im Umzug %s%s%s"
        .formatted(
            machine,
            other.id(),
            source ? " der alte Server" : " der neue Server",
            accepted
                ? " und muss bis zum Ende der Aufbewahrungszeit unverändert bleiben. Bitte eine andere"
                    + " Maschine angeben oder das Ende abwarten."
                : ", und dieser Umzug ist noch nicht beendet."
                    + (circle ? " Die beiden Server würden im Kreis umziehen." : "")
                    + " Bitte zuerst diesen Umzug abschließen oder abbrechen.");
  }

  private void judgeInstallation(String field, Installation end) {
    if (end == null) {
      return;
    }
    machine(field + ".machine", end.machine());
    if (end.variant() == Variant.ENTERPRISE && end.database() == null) {
      findings.add(
          field + ".database",
          "fehlt; ein ASV-Server Enterprise braucht die Angaben zu seiner PostgreSQL-Datenbank.");
    }
    if (end.variant() == Variant.SCHOOL && end.database() != null) {
      findings.add(
          field + ".database",
          "passt nicht zum ASV-Server School, der seine Datenbank selbst mitbringt; bitte den"
              + " Abschnitt weglassen oder variant ENTERPRISE wählen.");
    }
    if (end.database() != null) {
      judgeDatabase(field + ".database", end.machine(), end.database());
    }
  }

  private void judgeDatabase(String field, String machine, Database database) {
    host(field + ".host", machine, database.host());
    secret(
        field + ".passwordSecret",
        database.passwordSecret(),
        machine,
        surroundings::databaseSecretPermitted,
        "database.secrets");
    if (database.name() != null && RESERVED.contains(database.name().toLowerCase(Locale.ROOT))) {
      findings.add(
          field + ".name",
          "„%s“ gehört PostgreSQL selbst; bitte die Datenbank von ASV angeben."
              .formatted(database.name()));
    }
    role(field + ".owner", database.owner());
    role(field + ".administrator", database.administrator());
  }

  private void role(String field, String role) {
    if (role != null && role.toLowerCase(Locale.ROOT).startsWith("pg_")) {
      findings.add(
          field, "„" + role + "“ ist PostgreSQL vorbehalten; bitte eine andere Rolle angeben.");
    }
  }

  private void judgeBothEnds(Installation source, Installation target) {
    if (source == null || target == null) {
      return;
    }
    judgeVersions(source.version(), target.version());
    boolean sameMachine = source.machine() != null && source.machine().equals(target.machine());
    if (sameMachine) {
      findings.add(
          "target.machine",
          "ist dieselbe Maschine wie die alte. Beide ASV-Server hätten dort dieselben Dienste, und"
              + " niemand könnte sie auseinanderhalten. Bitte eine andere Maschine angeben.");
    }
    if (sameMachine && overlap(source.directory(), target.directory())) {
      findings.add(
          "target.directory",
          "liegt auf derselben Maschine im selben Ordner wie der alte Server; der alte Server muss"
              + " unverändert bleiben. Bitte einen anderen Ordner angeben.");
    }
    if (source.database() != null && target.database() != null) {
      judgeBothDatabases(source.database(), target.database(), sameMachine);
    }
  }

  private void judgeVersions(Release source, Release target) {
    if (source == null || target == null) {
      return;
    }
    // Who is behind can still be updated before the window: that is for the preparation to say.
    if (target.compareTo(source) < 0) {
      findings.add(
          "target.version",
          """
          %s ist älter als die Version des alten Servers (%s); ASV kann nicht zurück. \
          Bitte auf dem neuen Server mindestens diese Version vorsehen oder ihn zuerst \
          aktualisieren."""
              .formatted(target, source));
    }
  }

  private void judgeBothDatabases(Database source, Database target, boolean sameMachine) {
    boolean sameServer =
        target.host() != null
            && target.host().equalsIgnoreCase(source.host())
            && target.port() == source.port()
            && (sameMachine || !local(target.host()));
    if (sameServer && target.name() != null && target.name().equals(source.name())) {
      findings.add(
          "target.database.name",
          "ist die Datenbank des alten Servers; sie muss unverändert bleiben. Bitte eine andere"
              + " Datenbank angeben.");
    }
    if (target.version() > 0 && target.version() < source.version()) {
      findings.add(
          "target.database.version",
          """
          %s ist älter als PostgreSQL %s auf dem alten Server; die Sicherung lässt sich dort \
          nicht sicher einspielen."""
              .formatted(target.version(), source.version()));
    }
  }

  private static boolean local(String host) {
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  /** Whether one folder is the other or lies in it; letters' case counts on Linux only. */
  private static boolean overlap(String one, String other) {
    if (one == null || other == null) {
      return false;
    }
    String a = comparable(one);
    String b = comparable(other);
    return a.startsWith(b) || b.startsWith(a);
  }

  private static String comparable(String directory) {
    String slashes = directory.replace('\\', '/') + "/";
    return slashes.startsWith("/") ? slashes : slashes.toLowerCase(Locale.ROOT);
  }

  private void judgeSchools(List<School> schools) {
    if (schools.isEmpty()) {
      findings.add("schools", "fehlt; bitte mindestens eine Schule mit Schulnummer angeben.");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < schools.size(); i++) {
      String number = schools.get(i).number();
      if (number != null && !seen.add(number)) {
        findings.add(
            "schools[" + i + "].number",
            "Die Schulnummer %s kommt mehrfach vor; bitte jede Schule nur einmal nennen."
                .formatted(number));
      }
    }
  }

  private void judgeScope(Migration plan) {
    if (plan.scope() == Scope.ALL && plan.sourceServesOthers()) {
      findings.add(
          "sourceServesOthers",
          "passt nicht zu scope ALL: Wenn alle Schulen umziehen, bleibt keine zurück. Bitte scope"
              + " SOME wählen oder hier false angeben.");
    }
  }

  private void judgeWindow(String field, Window window) {
    if (window == null || window.start() == null || window.end() == null) {
      return;
    }
    windowErrors(window)
        .forEach(
            error -> findings.add(error.field().replaceFirst("^window", field), error.message()));
  }

  private void judgeDowntime(Migration plan) {
    Downtime downtime = plan.options() == null ? null : plan.options().downtime();
    boolean tooLong =
        downtime != null
            && plan.proposedWindows().stream()
                .filter(window -> window != null && window.start() != null && window.end() != null)
                .anyMatch(window -> !downtime.fits(window));
    if (tooLong) {
      findings.add(
          "options.downtime",
          "ist länger als ein vorgeschlagenes Zeitfenster; bitte weniger Stunden oder ein längeres"
              + " Fenster angeben.");
    }
  }

  private void judgeAlternatives(Migration plan) {
    if (plan.alternatives().size() > MOST_ALTERNATIVES) {
      findings.add(
          "alternatives",
          "Außer dem ersten Termin lassen sich höchstens zwei vorschlagen; bitte die übrigen"
              + " weglassen.");
    }
    Set<Window> seen = new HashSet<>();
    seen.add(plan.window());
    for (int i = 0; i < plan.alternatives().size(); i++) {
      String field = "alternatives[" + i + "]";
      judgeWindow(field, plan.alternatives().get(i));
      if (!seen.add(plan.alternatives().get(i))) {
        findings.add(field + ".start", "ist schon vorgeschlagen; bitte einen anderen Termin.");
      }
    }
  }

  /** What is wrong with a window; also asked when a window is moved. */
  List<FieldError> windowErrors(Window window) {
    Instant now = clock.instant();
    Duration length = Duration.between(window.start(), window.end());
    if (window.start().isBefore(now)) {
      return error(
          "window.start", "liegt in der Vergangenheit; bitte einen künftigen Beginn wählen.");
    }
    if (window.start().isAfter(now.plus(settings.lookAhead()))) {
      return error("window.start", "liegt zu weit in der Zukunft; bitte das Jahr prüfen.");
    }
    if (!window.end().isAfter(window.start())) {
      return error("window.end", "liegt nicht nach dem Beginn; bitte Beginn und Ende prüfen.");
    }
    if (length.compareTo(settings.minimumWindow()) < 0) {
      return error(
          "window.end",
          "lässt zu wenig Zeit; das Umzugsfenster muss mindestens %s lang sein."
              .formatted(minutes(settings.minimumWindow())));
    }
    if (length.compareTo(settings.maximumWindow()) > 0) {
      return error(
          "window.end",
          "liegt zu spät; das Umzugsfenster darf höchstens %s lang sein."
              .formatted(minutes(settings.maximumWindow())));
    }
    return List.of();
  }

  private static List<FieldError> error(String field, String message) {
    return List.of(new FieldError(field, message));
  }

  private static String minutes(Duration duration) {
    if (duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
      return duration.toDays() + (duration.toDays() == 1 ? " Tag" : " Tage");
    }
    if (duration.toHours() > 0 && duration.equals(Duration.ofHours(duration.toHours()))) {
      return duration.toHours() + (duration.toHours() == 1 ? " Stunde" : " Stunden");
    }
    return duration.toSeconds() >= 120
        ? duration.toMinutes() + " Minuten"
        : duration.toSeconds() + " Sekunden";
  }

  /** A server that is in use already is not installed anew, so it needs no packages. */
  private void judgePackages(Migration plan) {
    Packages packages = plan.packages();
    boolean needed = plan.target() != null && !plan.target().inUse();
    if (packages == null) {
      if (needed) {
        findings.add(
            "packages",
            "fehlt; Installer, Updateinstaller, Zertifikat und PIN müssen auf dem neuen Server"
                + " bereitliegen.");
      }
      return;
    }
    secret(
        "packages.certificatePinSecret",
        packages.certificatePinSecret(),
        plan.target() == null ? null : plan.target().machine(),
        surroundings::pinSecretPermitted,
        "pin-secrets");
    if (needed) {
      required("packages.installer", packages.installer(), "der Pfad des ASV-Installers");
      required(
          "packages.updateInstaller",
          packages.updateInstaller(),
          "der Pfad des ASV-Updateinstallers");
      required("packages.certificate", packages.certificate(), "der Pfad des Zertifikats (.p12)");
      required(
          "packages.certificatePinSecret",
          packages.certificatePinSecret(),
          "der Name des Geheimnisses mit der PIN");
    }
  }

  private void required(String field, String value, String what) {
    if (value == null) {
      findings.add(field, "fehlt; bitte angeben: " + what + ".");
    }
  }

  private void judgeClients(List<Client> clients) {
    for (int i = 0; i < clients.size(); i++) {
      Client client = clients.get(i);
      String field = "clients[" + i + "]";
      if (client.machine() != null) {
        machine(field + ".machine", client.machine());
        required(field + ".directory", client.directory(), "der Ordner der Client-Installation");
      }
    }
  }

  private void machine(String field, String machine) {
    if (machine == null || surroundings.machines().contains(machine)) {
      return;
    }
    String known = surroundings.machines().stream().sorted().collect(Collectors.joining(", "));
    findings.add(
        field,
        """
        Die Maschine „%s“ ist nicht eingerichtet; bekannt sind: %s. \
        Neue Maschinen stehen in den Einstellungen unter asv.machines."""
            .formatted(machine, known.isEmpty() ? "keine" : known));
  }

  /** What a machine on site may use, its own settings say. */
  private boolean ownMachine(String machine) {
    return !atSite && machine != null && surroundings.machines().contains(machine);
  }

  private void host(String field, String machine, String host) {
    if (host != null && ownMachine(machine) && !surroundings.databaseHostPermitted(machine, host)) {
      findings.add(
          field,
          """
          Der Datenbankserver „%s“ ist für die Maschine %s nicht freigegeben; bitte den Namen \
          berichtigen, oder die Freigabe in der Einstellung asv.machines.%s.database.hosts \
          eintragen lassen."""
              .formatted(host, machine, machine));
    }
  }

  /** Says nothing about secrets that are none of the machine's, not even whether they exist. */
  private void secret(
      String field,
      String secret,
      String machine,
      BiPredicate<String, String> permitted,
      String setting) {
    if (secret == null || !ownMachine(machine)) {
      return;
    }
    if (!permitted.test(machine, secret)) {
      findings.add(
          field,
          """
          Das Geheimnis „%s“ ist für diesen Zweck auf der Maschine %s nicht freigegeben; bitte \
          den Namen berichtigen, oder die Freigabe in der Einstellung asv.machines.%s.%s \
          eintragen lassen."""
              .formatted(secret, machine, machine, setting));
    } else if (!surroundings.secretExists(secret)) {
      findings.add(
          field,
          """
          Das Geheimnis „%s“ ist nicht hinterlegt; bitte die Datei im Ordner der Geheimnisse \
          anlegen oder den Namen berichtigen."""
              .formatted(secret));
    }
  }
}
