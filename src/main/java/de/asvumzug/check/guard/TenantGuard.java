package de.asvumzug.check.guard;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.check.guard.GuardReport.Observation;
import de.asvumzug.plan.Installation;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Rule I1 for single schools: a school is out of use at a site if the server there is stopped, or
 * if the server does not hold the school, or keeps its users out. A server that other schools work
 * on goes on meanwhile.
 */
@Component
public class TenantGuard {
  private final SiteGuard guard;
  private final Dbctl dbctl;
  private final Clock clock;

  @Autowired
  public TenantGuard(SiteGuard guard, Dbctl dbctl) {
    this(guard, dbctl, Clock.systemUTC());
  }

  TenantGuard(SiteGuard guard, Dbctl dbctl, Clock clock) {
    this.guard = guard;
    this.dbctl = dbctl;
    this.clock = clock;
  }

  /**
   * Looks at the whole server first and, if it is not stopped, at each school. Throws for nothing
   * but an interrupt: whatever cannot be read counts as alive.
   *
   * @param other the other end, which may rightly answer under a shared address
   */
  public TenantLook look(Endpoint endpoint, List<String> schools, Installation other)
      throws InterruptedException {
    GuardReport server = guard.look(endpoint, other).report();
    if (server.stopped()) {
      return new TenantLook(endpoint.side().label(), server, false);
    }
    return schools(endpoint, schools);
  }

  /** Looks at the schools alone: each must be absent or locked, whether the server is up or not. */
  public TenantLook schools(Endpoint endpoint, List<String> schools) throws InterruptedException {
    String machine = endpoint.host().name();
    try {
      List<Tenant> there = dbctl.list(endpoint);
      if (there.isEmpty()) {
        // Only asked of servers that work for others too: silence is no proof.
        throw new IOException("die Liste der Schulen ist leer");
      }
      List<Observation> seen = schools.stream().map(number -> see(there, number)).toList();
      GuardReport report = new GuardReport(machine, Instant.now(clock), seen);
      return new TenantLook(endpoint.side().label(), report, !report.stopped());
    } catch (IOException | RuntimeException e) {
      Observation unreadable =
          new Observation("Schulen auf " + machine, "nicht lesbar (" + e.getMessage() + ")", false);
      return new TenantLook(
          endpoint.side().label(),
          new GuardReport(machine, Instant.now(clock), List.of(unreadable)),
          false);
    }
  }

  private static Observation see(List<Tenant> there, String number) {
    Optional<Tenant> school =
        there.stream().filter(tenant -> tenant.number().equals(number)).findFirst();
    String state =
        school.map(tenant -> tenant.locked() ? "gesperrt" : "nicht gesperrt").orElse("nicht da");
    return new Observation("Schule " + number, state, school.map(Tenant::locked).orElse(true));
  }
}
