package de.asvumzug.web.move;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.security.account.Groups;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who looks: groups come as authorities {@code GROUP_<group id>}. Staff sees every move, a school
 * only those that it takes part in, and there only what concerns all schools or itself.
 *
 * @param user user id
 * @param groups ids of the groups, e.g. {@code technik}, {@code schule-0001}
 */
public record Viewer(String user, Set<String> groups) {
  private static final String PREFIX = "GROUP_";
  private static final Set<String> STAFF =
      Set.of("technik", "betreiber", "it-management", "camunda-admin");

  /**
   * IT management oversees and changes nothing (docs/rules.md); the administrator knows accounts.
   */
  private static final Set<String> PLANNERS = Set.of("technik", "betreiber");

  public static Viewer of(Authentication authentication) {
    if (authentication == null) {
      return new Viewer("", Set.of());
    }
    return new Viewer(
        authentication.getName(),
        authentication.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(authority -> authority != null && authority.startsWith(PREFIX))
            .map(authority -> authority.substring(PREFIX.length()))
            .collect(Collectors.toUnmodifiableSet()));
  }

  public boolean staff() {
    return groups.stream().anyMatch(STAFF::contains);
  }

  /** Ids of the groups of schools; staff answers for none. */
  public List<String> schoolGroups() {
    return staff()
        ? List.of()
        : groups.stream().filter(group -> group.startsWith("schule-")).sorted().toList();
  }

  /** May hand plans in and give moves up. */
  public boolean mayDecide() {
    return groups.stream().anyMatch(PLANNERS::contains);
  }

  /** May delete what somebody typed; it names people, and who oversees answers for that. */
  public boolean mayDeleteWords() {
    return oversees();
  }

  /** What programs of the vendor printed may name people: for those who have to find a fault. */
  public boolean mayReadJobLogs() {
    return groups.contains(Groups.TECHNIK) || oversees();
  }

  /** IT management: sees what concerns all moves together. */
  public boolean oversees() {
    return groups.contains("it-management");
  }

  /** Numbers of the schools that the viewer acts for. */
  Set<String> schoolNumbers() {
    return groups.stream()
        .filter(group -> group.startsWith(Groups.SCHOOL_PREFIX))
        .map(group -> group.substring(Groups.SCHOOL_PREFIX.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean maySee(Migration plan) {
    return staff() || plan.schools().stream().anyMatch(school -> groups.contains(school.group()));
  }

  /** Whether a line or step that may belong to one school is for these eyes. */
  boolean concerned(String school) {
    return staff() || school == null || groups.contains("schule-" + school);
  }

  /** The plan as this viewer may see it: a school sees no other school's contacts. */
  Migration shown(Migration plan) {
    if (staff()) {
      return plan;
    }
    List<School> own =
        plan.schools().stream().filter(school -> groups.contains(school.group())).toList();
    return plan.withSchools(own);
  }
}
