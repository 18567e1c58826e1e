package de.asvumzug.plan.people;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where in a plan a person stands; there is one person a place.
 *
 * @param school Schulnummer; null beside the schools
 */
public record Place(String school, Role role, boolean deputy) {
  private static final String DEPUTY = "-DEPUTY";

  /** All places of a school, the deputy's at the end. */
  public static List<Place> ofSchool(String school) {
    return Stream.concat(
            Arrays.stream(Role.values())
                .filter(Role::ofSchool)
                .map(role -> new Place(school, role, false)),
            Stream.of(new Place(school, Role.OFFICE, true)))
        .toList();
  }

  /** All others, each deputy's behind that of whom he stands in for. */
  public static List<Place> besideSchools() {
    return Arrays.stream(Role.values())
        .filter(role -> !role.ofSchool())
        .flatMap(role -> Stream.of(new Place(null, role, false), new Place(null, role, true)))
        .toList();
  }

  /** E.g. {@code 0001.HEAD} or {@code TECHNICIAN-DEPUTY}. */
  public String key() {
    return (school == null ? "" : school + ".") + role.name() + (deputy ? DEPUTY : "");
  }

  /** Empty if there is no such place. */
  public static Optional<Place> of(String key) {
    int dot = key.indexOf('.');
    String school = dot < 0 ? null : key.substring(0, dot);
    boolean deputy = key.endsWith(DEPUTY);
    String role = key.substring(dot + 1, key.length() - (deputy ? DEPUTY.length() : 0));
    return Arrays.stream(Role.values())
        .filter(one -> one.name().equals(role))
        .filter(one -> one.ofSchool() == (school != null))
        .filter(one -> !deputy || one.mayHaveDeputy())
        .findFirst()
        .map(one -> new Place(school, one, deputy));
  }

  /** The group that the person belongs to. */
  public String group() {
    return school == null ? role.group() : "schule-" + school;
  }

  /** German, e.g. {@code Schulleitung} or {@code Technik, Vertretung}. */
  public String post() {
    return deputy ? role.label() + ", Vertretung" : role.label();
  }
}
