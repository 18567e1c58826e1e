package de.asvumzug.plan.intake;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Downtime;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.LeadTimes;
import de.asvumzug.plan.MailAddress;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Options;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Reminders;
import de.asvumzug.plan.RetentionText;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Telephone;
import de.asvumzug.plan.release.Release;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a plan field by field: types, forms and defaults. What several fields have to do with each
 * other is judged by {@link PlanRules}.
 */
public final class PlanReader {
  /** Times without an offset are meant as people in Bavaria write them. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static final Pattern SCHOOL_NUMBER = Pattern.compile("[0-9]{4}");
  private static final Pattern NAME_OF_SETTING = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
              + "|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}");
  private static final Pattern DIRECTORY =
      Pattern.compile(
          "(/|[A-Za-z]:[\\\\/])[\\p{L}\\p{N} ._+()@#=,~-]+([\\\\/][\\p{L}\\p{N} ._+()@#=,~-]+)*[\\\\/]?");
  private static final int MOST_WORKING_DAYS = 20;
  private static final int MOST_LEAD_TIMES = 80;
  private static final int LONGEST_RANGE = 20;
  private static final Pattern DOTS = Pattern.compile("(.*[\\\\/])?\\.{1,2}([\\\\/].*)?");

  /**
   * Markup, expressions and commands have no place in a name; quotes have ("Schule „Am Weiher“").
   */
  private static final Pattern A_NAME = Pattern.compile("(?!.*([<>`]|[$#][{]|[$][(])).*");

  private static final String A_PERSON = "der Name einer Person oder Stelle";
  private static final String PLAIN_TEXT = "ein Name ohne < > ` ${ #{ und $(";
  private static final String A_PATH =
      "ein vollständiger Pfad ohne „..“, zum Beispiel /opt/asv oder C:\\ASV\\Server";
  private static final String A_TIME =
      "ein Zeitpunkt, zum Beispiel 2026-12-11T16:00 (Ortszeit) oder 2026-12-11T16:00:00+01:00";
  private final ValidationErrors findings;

  public PlanReader(ValidationErrors findings) {
    this.findings = findings;
  }

  /** A plan without id; parts that are wrong are null and named in the findings. */
  public Migration read(JsonNode node) {
    if (node == null || !node.isObject()) {
      findings.add(
          "", "Der Plan muss ein Abschnitt mit benannten Feldern sein (title, source, …).");
      return null;
    }
    FieldReader form = FieldReader.root(node, findings);
    Migration plan =
        new Migration(
            null,
            label(form, "title", "ein Name für diesen Umzug"),
            form.choice("scope", Scope.class, null),
            form.flag("sourceServesOthers", false),
            form.object("source", true, side -> installation(side, false)),
            form.object("target", true, side -> installation(side, true)),
            form.list("schools", this::school),
            form.object("window", true, this::window),
            form.list("alternatives", this::window),
            form.object("packages", false, this::packages),
            form.list("clients", this::client),
            options(form),
            contacts(form));
    form.rejectUnknown();
    return plan;
  }

  /** The window of a plan, whatever else it holds; null or with parts that are null if wrong. */
  public Window window(JsonNode node) {
    return FieldReader.root(node, findings).object("window", true, this::window);
  }

  private Installation installation(FieldReader form, boolean target) {
    Variant variant = form.choice("variant", Variant.class, null);
    Database database = form.object("database", false, this::database);
    return new Installation(
        name(form, "machine", true, "der Name einer Maschine aus den Einstellungen"),
        variant,
        version(form),
        path(form, "directory", true),
        form.matching(
            "address",
            form.text(
                "address", 253, "Name oder IP-Adresse, unter der die Clients den Server finden"),
            ADDRESS,
            "ein Rechnername oder eine IP-Adresse ohne Protokoll und Port"),
        form.number("clientPort", 8765, 1, 65535, "der Port der Clients"),
        database,
        inUse(form, target));
  }

  private boolean inUse(FieldReader form, boolean target) {
    boolean inUse = form.flag("inUse", !target);
    if (!target && !inUse) {
      form.reject("inUse", "passt nicht: Der alte Server arbeitet bereits für Schulen (true).");
    }
    return inUse;
  }

  private Release version(FieldReader form) {
    String text = form.text("version", 20, "die ASV-Version, zum Beispiel 2.14.12");
    return form.parsed("version", text, Release::parse, "eine ASV-Version wie 2.14.12");
  }

  private Database database(FieldReader form) {
    String host = form.optionalText("host", 253, "localhost", "der Rechner der Datenbank");
    return new Database(
        form.matching("host", host, ADDRESS, "ein Rechnername oder eine IP-Adresse"),
        form.number("port", 5432, 1, 65535, "der Port von PostgreSQL"),
        role(form, "name", "asv", "der Name der Datenbank"),
        role(form, "owner", "asv", "die Rolle, der die Datenbank gehört"),
        role(form, "administrator", "postgres", "die Rolle, die Datenbanken anlegen darf"),
        name(form, "passwordSecret", false, "der Name eines hinterlegten Geheimnisses"),
        databaseVersion(form));
  }

  /**
   * PostgreSQL counts whole numbers since 10; before that the first two numbers are the version.
   */
  private int databaseVersion(FieldReader form) {
    if (!form.has("version")) {
      form.reject(
          "version", "fehlt; bitte die Hauptversion von PostgreSQL angeben, zum Beispiel 15.");
      return 0;
    }
    return form.isNineSix("version")
        ? 9
        : form.number("version", 0, 10, 99, "die Hauptversion von PostgreSQL (9.6 oder neuer)");
  }

  private String role(FieldReader form, String field, String fallback, String what) {
    String text = form.optionalText(field, 63, fallback, what);
    return form.matching(
        field, text, ROLE, "ein Name aus Buchstaben, Ziffern, Unterstrich und Bindestrich");
  }

  private String name(FieldReader form, String field, boolean required, String what) {
    if (!form.has(field) && !required) {
      return null;
    }
    return form.matching(
        field,
        form.text(field, 64, what),
        NAME_OF_SETTING,
        "ein Name aus Buchstaben, Ziffern, Punkt, Unterstrich und Bindestrich");
  }

  /** What people call something: shown in pages, mails and the protocol. */
  private static String label(FieldReader form, String field, String what) {
    return form.matching(field, form.text(field, 200, what), A_NAME, PLAIN_TEXT);
  }

  private String path(FieldReader form, String field, boolean required) {
    if (!form.has(field) && !required) {
      return null;
    }
    String text = form.text(field, 400, A_PATH);
    if (text != null && DOTS.matcher(text).matches()) {
      form.reject(field, "enthält „.“ oder „..“; erwartet wird " + A_PATH + ".");
      return null;
    }
    String checked = form.matching(field, text, DIRECTORY, A_PATH);
    return checked != null && checked.length() > 3 ? checked.replaceFirst("[\\\\/]$", "") : checked;
  }

  private School school(FieldReader form) {
    String number = form.text("number", 10, "die vierstellige Schulnummer");
    return new School(
        form.matching(
            "number", number, SCHOOL_NUMBER, "eine vierstellige Schulnummer wie \"0001\""),
        label(form, "name", "der Name der Schule"),
        mail(form, "mail", true),
        phone(form),
        form.object("head", false, this::contact),
        form.object("secretary", false, this::contact),
        form.object("systemAdministrator", false, this::contact),
        form.object("deputy", false, this::contact));
  }

  /**
   * One person of a plan; null if nothing is known of him, or with parts that are null if wrong.
   */
  public Contact contact(JsonNode node) {
    FieldReader form = FieldReader.root(node, findings);
    Contact contact = contact(form);
    form.rejectUnknown();
    return contact;
  }

  /** Null if all fields are empty, as a form sends them. */
  private Contact contact(FieldReader form) {
    String name =
        form.matching("name", form.optionalText("name", 100, "", A_PERSON), A_NAME, PLAIN_TEXT);
    String mail = mail(form, "mail", false);
    String phone = phone(form);
    if (name != null && !name.isEmpty() && "".equals(mail) && "".equals(phone)) {
      form.reject("mail", "fehlt; bitte eine E-Mail-Adresse oder eine Telefonnummer angeben.");
    }
    return Contact.known(name, mail, phone);
  }

  private static String phone(FieldReader form) {
    String text = form.optionalText("phone", 40, "", Telephone.EXPECTED);
    return text == null || text.isEmpty()
        ? text
        : form.parsed("phone", text, Telephone::plain, Telephone.EXPECTED);
  }

  private String mail(FieldReader form, String field, boolean required) {
    if (!required && !form.has(field)) {
      return "";
    }
    String text =
        required
            ? form.text(field, 254, MailAddress.EXPECTED)
            : form.optionalText(field, 254, "", MailAddress.EXPECTED);
    return text == null || text.isEmpty()
        ? text
        : form.parsed(field, text, MailAddress::plain, MailAddress.EXPECTED);
  }

  private Window window(FieldReader form) {
    return new Window(time(form, "start"), time(form, "end"));
  }

  private Instant time(FieldReader form, String field) {
    String text = form.text(field, 40, A_TIME);
    Temporal time = form.parsed(field, text, PlanReader::moment, A_TIME);
    if (!(time instanceof LocalDateTime local)) {
      return time == null ? null : ((OffsetDateTime) time).toInstant();
    }
    List<ZoneOffset> offsets = ZONE.getRules().getValidOffsets(local);
    if (offsets.size() == 1) {
      return local.toInstant(offsets.get(0));
    }
    // Either guess would move the window by an hour without a word.
    form.reject(
        field,
        offsets.isEmpty()
            ? """
            „%s“ gibt es nicht: In dieser Nacht beginnt die Sommerzeit, auf 1:59 Uhr folgt 3:00 \
            Uhr. Bitte eine Zeit davor oder danach angeben."""
                .formatted(text)
            : """
            „%s“ gibt es zweimal: In dieser Nacht endet die Sommerzeit, auf 2:59 Uhr folgt noch \
            einmal 2:00 Uhr. Bitte mit dem Abstand zur Weltzeit angeben: %s (das erste Mal) \
            oder %s (das zweite Mal)."""
                .formatted(
                    text,
                    OffsetDateTime.of(local, offsets.get(0)),
                    OffsetDateTime.of(local, offsets.get(1))));
    return null;
  }

  private static Temporal moment(String text) {
    boolean offset = text.endsWith("Z") || text.matches(".*T.*[+-]\\d{2}:?\\d{2}");
    return offset ? OffsetDateTime.parse(text) : LocalDateTime.parse(text);
  }

  private Packages packages(FieldReader form) {
    return new Packages(
        path(form, "installer", false),
        path(form, "updateInstaller", false),
        path(form, "certificate", false),
        name(form, "certificatePinSecret", false, "der Name eines hinterlegten Geheimnisses"));
  }

  private Client client(FieldReader form) {
    return new Client(
        label(form, "name", "wie der Arbeitsplatz heißt"),
        name(form, "machine", false, "der Name einer Maschine aus den Einstellungen"),
        path(form, "directory", false));
  }

  private Options options(FieldReader plan) {
    Options defaults =
        new Options(
            false,
            true,
            true,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            false,
            retention("P30D"));
    Options chosen =
        plan.object(
            "options",
            false,
            form ->
                new Options(
                    form.flag("testClient", defaults.testClient()),
                    form.flag("setUpServices", defaults.setUpServices()),
                    form.flag("updateService", defaults.updateService()),
                    form.choice("installServer", Mode.class, defaults.installServer()),
                    form.choice("runUpdateInstaller", Mode.class, defaults.runUpdateInstaller()),
                    form.choice("updateClients", Mode.class, defaults.updateClients()),
                    form.choice("backupTenant", Mode.class, defaults.backupTenant()),
                    form.choice("restoreTenant", Mode.class, defaults.restoreTenant()),
                    form.choice("tenantAccess", Mode.class, defaults.tenantAccess()),
                    form.flag("cloneTool", defaults.cloneTool()),
                    form.parsed(
                        "retention",
                        form.optionalText("retention", 40, "P30D", "eine Aufbewahrungszeit"),
                        PlanReader::retention,
                        "eine Zeitspanne über null bis zehn Jahre, zum Beispiel P30D (30 Tage) oder PT12H"),
                    reminders(form),
                    downtime(form)));
    return chosen == null ? defaults : chosen;
  }

  private static Downtime downtime(FieldReader options) {
    return options.has("downtime")
        ? options.parsed(
            "downtime",
            options.text("downtime", LONGEST_RANGE, Downtime.EXPECTED),
            Downtime::parse,
            Downtime.EXPECTED)
        : null;
  }

  private static Reminders reminders(FieldReader options) {
    Reminders usual = Reminders.USUAL;
    return options.object(
        "reminders",
        false,
        form ->
            new Reminders(
                form.number(
                    "openAfter",
                    usual.openAfter(),
                    1,
                    MOST_WORKING_DAYS,
                    "eine Zahl von 1 bis 20 Arbeitstagen"),
                form.number(
                    "beforeDue",
                    usual.beforeDue(),
                    1,
                    MOST_WORKING_DAYS,
                    "eine Zahl von 1 bis 20 Tagen"),
                form.parsed(
                    "beforeWindow",
                    form.optionalText(
                        "beforeWindow",
                        MOST_LEAD_TIMES,
                        usual.beforeWindow().toString(),
                        LeadTimes.EXPECTED),
                    LeadTimes::parse,
                    LeadTimes.EXPECTED)));
  }

  private static TemporalAmount retention(String text) {
    TemporalAmount amount = RetentionText.parse(text);
    LocalDateTime from = LocalDateTime.of(2000, 1, 1, 0, 0);
    LocalDateTime until = from.plus(amount);
    boolean negative = amount.getUnits().stream().anyMatch(unit -> amount.get(unit) < 0);
    if (negative || !until.isAfter(from) || until.isAfter(from.plusYears(10))) {
      throw new IllegalArgumentException("out of bounds");
    }
    return amount;
  }

  private Contacts contacts(FieldReader plan) {
    Contacts contacts =
        plan.object(
            "contacts",
            false,
            form ->
                new Contacts(
                    staff(form, "technician"),
                    form.object("technicianDeputy", false, this::contact),
                    staff(form, "operator"),
                    form.object("operatorDeputy", false, this::contact),
                    staff(form, "itManagement"),
                    form.object("itManagementDeputy", false, this::contact)));
    return contacts == null ? Contacts.NONE : contacts;
  }

  /** A section, or the mail address alone. */
  private Contact staff(FieldReader form, String field) {
    return form.isText(field)
        ? Contact.at(mail(form, field, false))
        : form.object(field, false, this::contact);
  }
}
