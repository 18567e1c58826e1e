package de.asvumzug.backup.tenant;

import de.asvumzug.asv.Tenant;
import java.util.List;

/**
 * The schools that worked on the target before this move brought one there; evidence {@code
 * target-tenants}. A rollback may remove none of them.
 *
 * @param machine name of the target
 * @param schools as {@code dbctl list} named them
 */
public record TargetTenants(String machine, List<Tenant> schools) {
  public static final String EVIDENCE = "target-tenants";

  public TargetTenants {
    schools = List.copyOf(schools);
  }

  public boolean holds(String number) {
    return schools.stream().anyMatch(school -> school.number().equals(number));
  }
}
