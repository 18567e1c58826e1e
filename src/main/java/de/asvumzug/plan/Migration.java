package de.asvumzug.plan;

import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Place;
import de.asvumzug.plan.people.Role;
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
    Packages packages,
    List<Client> clients,
    Options options,
    Contacts contacts) {

  public Migration {
    schools = List.copyOf(schools);
    clients = List.copyOf(clients);
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

  private Migration with(List<School> other, Contacts people) {
    return new Migration(
        id,
        title,
        scope,
        sourceServesOthers,
        source,
        target,
        other,
        window,
        packages,
        clients,
        options,
        people);
  }

  public Migration withWindow(Window moved) {
    return new Migration(
        id,
        title,
        scope,
        sourceServesOthers,
        source,
        target,
        schools,
        moved,
        packages,
        clients,
        options,
        contacts);
  }

  /** The same plan, showing only some of its schools. */
  public Migration withSchools(List<School> shown) {
    return with(shown, contacts);
  }

  /** The same plan under the business key that it was given. */
  public Migration withId(String given) {
    return new Migration(
        given,
        title,
        scope,
        sourceServesOthers,
        source,
        target,
        schools,
        window,
        packages,
        clients,
        options,
        contacts);
  }
}
