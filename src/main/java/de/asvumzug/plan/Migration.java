package de.asvumzug.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Place;
import de.asvumzug.plan.people.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The plan of one move, as accepted. Immutable; a new window makes a new revision of it.
 *
 * @param id business key, e.g. {@code U-2026-0001}
 * @param title what people call this move
 * @param scope all schools of the source, or only the listed ones
 * @param sourceServesOthers whether schools that this plan does not list work on the source too and
 *     stay there; only possible for scope SOME. Their server must not be down for longer than the
 *     backups need (guide, "Einspielung der Sicherung für einen Mandanten")
 * @param schools all schools concerned; for scope ALL all schools of the source
 * @param window when it is to happen; as long as the schools are asked, the first that is proposed
 * @param alternatives other windows that the schools are asked about, two at most; none as soon as
 *     one is chosen
 */
public record Migration(
    String id,
    String title,
    Scope scope,
    boolean sourceServesOthers,
    Installation source,
    Installation target,
    List<School> schools,
    Window window,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Window> alternatives,
    Packages packages,
    List<Client> clients,
    Options options,
    Contacts contacts) {

  public Migration {
    schools = List.copyOf(schools);
    alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
    clients = List.copyOf(clients);
  }

  /** A move for which one window is proposed. */
  public Migration(
      String id,
      String title,
      Scope scope,
      boolean sourceServesOthers,
      Installation source,
      Installation target,
      List<School> schools,
      Window window,
      Packages packages,
      List<Client> clients,
      Options options,
      Contacts contacts) {
    this(
        id,
        title,
        scope,
        sourceServesOthers,
        source,
        target,
        schools,
        window,
        List.of(),
        packages,
        clients,
        options,
        contacts);
  }

  /** A move after which nobody works on the source any more. */
  public Migration(
      String id,
      String title,
      Scope scope,
      Installation source,
      Installation target,
      List<School> schools,
      Window window,
      Packages packages,
      List<Client> clients,
      Options options,
      Contacts contacts) {
    this(
        id, title, scope, false, source, target, schools, window, packages, clients, options,
        contacts);
  }

  /** When people are reminded; as usual if the plan does not say. */
  public Reminders reminders() {
    return options == null ? Reminders.USUAL : options.reminders();
  }

  /** How long nobody is expected to be able to work, German; empty if nobody said so. */
  public String downtimeWords() {
    return options == null || options.downtime() == null ? "" : options.downtime().words();
  }

  public Installation installation(Side side) {
    return side == Side.SOURCE ? source : target;
  }

  /** Whether clients must learn a new address (guide, "Clientumgebung"). */
  public boolean addressChanges() {
    return !source.address().equals(target.address()) || source.clientPort() != target.clientPort();
  }

  /**
   * Whether a server that works for several schools in common gives a school away or takes one in;
   * then its operator has to agree (guide, FAQ: "sprechen Sie sich unbedingt mit dem Betreiber
   * ab").
   */
  public boolean regionalCentral() {
    return sourceServesOthers || target.inUse();
  }

  /**
   * Whether the database moves as one, so that it can be updated on the new server (routes FULL and
   * CLONE of the rule table); school backups cannot.
   */
  public boolean wholeDatabase() {
    return scope == Scope.ALL
        && !target.inUse()
        && (source.variant() == target.variant() || options.cloneTool());
  }

  /** The machines of both ends and of the clients that have one; parts not read are passed over. */
  public Set<String> machines() {
    Set<String> machines = new TreeSet<>();
    for (Installation end : new Installation[] {source, target}) {
      if (end != null && end.machine() != null) {
        machines.add(end.machine());
      }
    }
    clients.stream().map(Client::machine).filter(Objects::nonNull).forEach(machines::add);
    return machines;
  }

  /** The numbers of all schools concerned, in the order of the plan. */
  public List<String> schoolNumbers() {
    return schools.stream().map(School::number).toList();
  }

  /** The groups of people that have to do with this move, schools first. */
  public List<String> groups() {
    return Stream.concat(
            schools.stream().map(School::group), Stream.of("technik", "betreiber", "it-management"))
        .toList();
  }

  /**
   * Everybody who is known of a group, deputies too.
   *
   * @param group {@code technik}, {@code betreiber}, {@code it-management} or {@code schule-NNNN}
   */
  public List<Person> people(String group) {
    Role role =
        switch (group) {
          case "technik" -> Role.TECHNICIAN;
          case "betreiber" -> Role.OPERATOR;
          case "it-management" -> Role.IT_MANAGEMENT;
          default -> null;
        };
    if (role == null) {
      return schools.stream()
          .filter(school -> school.group().equals(group))
          .flatMap(school -> school.people().stream())
          .toList();
    }
    return contacts == null
        ? List.of()
        : contacts.people().stream().filter(person -> person.role() == role).toList();
  }

  /** Every place of this move, whether or not anybody stands there; schools first. */
  public List<Place> places() {
    return Stream.concat(
            schools.stream().flatMap(school -> Place.ofSchool(school.number()).stream()),
            Place.besideSchools().stream())
        .toList();
  }

  /** Who stands in a place; empty if nobody is known there. */
  public Optional<Person> person(Place place) {
    return people(place.group()).stream()
        .filter(one -> one.role() == place.role() && one.deputy() == place.deputy())
        .findFirst();
  }

  /**
   * The same plan with another person in a place.
   *
   * @param contact null for nobody; a school's own address is always known
   */
  public Migration withContact(Place place, Contact contact) {
    if (place.school() == null) {
      Contacts known = contacts == null ? Contacts.NONE : contacts;
      return with(schools, known.with(place.role(), place.deputy(), contact));
    }
    return with(
        schools.stream()
            .map(
                school ->
                    school.number().equals(place.school())
                        ? school.with(place.role(), place.deputy(), contact)
                        : school)
            .toList(),
        contacts);
  }

  /** The same plan without anybody's name, address and telephone. */
  public Migration withoutPeople() {
    return with(schools.stream().map(School::withoutPeople).toList(), Contacts.NONE);
  }

  /** Every window that schools are asked about, the first one in front. */
  public List<Window> proposedWindows() {
    List<Window> all = new ArrayList<>();
    all.add(window); // null in a plan that could not be read
    all.addAll(alternatives);
    return all;
  }

  /** The same plan with one window, which is to be agreed to. */
  public Migration withWindow(Window moved) {
    return withWindows(List.of(moved));
  }

  /**
   * The same plan with other windows to choose from.
   *
   * @param proposed one at least
   */
  public Migration withWindows(List<Window> proposed) {
    return with(id, schools, proposed, contacts);
  }

  private Migration with(List<School> other, Contacts people) {
    return with(id, other, proposedWindows(), people);
  }

  private Migration with(String key, List<School> other, List<Window> proposed, Contacts people) {
    return new Migration(
        key,
        title,
        scope,
        sourceServesOthers,
        source,
        target,
        other,
        proposed.get(0),
        proposed.subList(1, proposed.size()),
        packages,
        clients,
        options,
        people);
  }

  /** The same plan, showing only some of its schools. */
  public Migration withSchools(List<School> shown) {
    return with(shown, contacts);
  }

  /** The same plan under the business key that it was given. */
  public Migration withId(String given) {
    return with(given, schools, proposedWindows(), contacts);
  }
}
