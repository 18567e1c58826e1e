package de.asvumzug.delegate;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.service.StopProof;
import de.asvumzug.backup.tenant.TargetTenants;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.host.FencedHost;
import de.asvumzug.host.FencingToken;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.step.Step;
import de.asvumzug.step.start.StartLock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Turns the guard's look at the other server into the proof that a start needs (rule I1): it is
 * stopped, or, where it goes on for other schools, none of the moving schools can be worked with
 * there.
 */
@Component
public class GuardedStart {
  private final Guard guard;
  private final TenantGuard tenants;
  private final StartLock lock;
  private final TargetOutOfUse outOfUse;

  GuardedStart(Guard guard, TenantGuard tenants, StartLock lock, TargetOutOfUse outOfUse) {
    this.outOfUse = outOfUse;
    this.guard = guard;
    this.tenants = tenants;
    this.lock = lock;
  }

  /** What may bring a server up, or schools to work: a start, enabling, unlocking. */
  @FunctionalInterface
  public interface Act<T> {

    /**
     * @param endpoint the end that comes up; its machine refuses the act's commands once another
     *     start of the move has been proven
     * @param proof that the other end is out of work; to be obtained right before
     */
    T on(Endpoint endpoint, StopProof proof) throws Exception;
  }

  /**
   * Proof and act as one, with no other start of this move in between, whoever else thinks that it
   * is his turn: the lock keeps others out; that it is still ours is asked between proof and act;
   * and the machine of the other end takes no command of an earlier start any more before it is
   * looked at.
   */
  public <T> T alone(Step step, Side starting, Act<T> act) throws Exception {
    return alone(step, starting, proofFor(step, starting), act);
  }

  /** As above, with a proof of its own. */
  public <T> T alone(Step step, Side starting, StopProof proof, Act<T> act) throws Exception {
    Endpoint own = step.site(starting);
    Endpoint other = step.site(starting == Side.SOURCE ? Side.TARGET : Side.SOURCE);
    return lock.alone(
        step.migration().id(),
        permit -> {
          StopProof fenced =
              () -> {
                List<String> seen = provenBehind(step, other, permit.token(), proof);
                permit.demand();
                return seen;
              };
          Endpoint behind =
              new Endpoint(
                  own.side(), own.installation(), new FencedHost(own.host(), permit.token()));
          return act.on(behind, fenced);
        });
  }

  private List<String> provenBehind(Step step, Endpoint other, FencingToken token, StopProof proof)
      throws InterruptedException {
    if (other.side() == Side.TARGET) {
      // A machine that is off can neither be fenced nor asked.
      Optional<OutOfUse> stated = outOfUse.standing(step);
      if (stated.isPresent()) {
        return seen(stated.get().report(Instant.now()));
      }
    }
    fence(other, token);
    return proof.obtain();
  }

  private static void fence(Endpoint other, FencingToken token) {
    try {
      other.host().fence(token);
    } catch (IOException e) {
      throw refused(other, notReachable(e), e);
    }
  }

  /** A proof for the start of one end of a step's move, looking anew each time. */
  StopProof proofFor(Step step, Side starting) {
    Endpoint own = step.site(starting);
    Endpoint other = step.site(starting == Side.SOURCE ? Side.TARGET : Side.SOURCE);
    StopProof proof =
        worksForOthers(step.migration(), other.side())
            ? () -> proveOutOfUse(step, other, own)
            : proofOf(other, own);
    StopProof usual =
        worksForOthers(step.migration(), own.side()) && !mayHaveArrived(step, own)
            ? () -> unlessAway(step, own, proof)
            : proof;
    return starting == Side.SOURCE ? () -> unlessOutOfUse(step, usual) : usual;
  }

  /** What two people stated about a new machine that does not answer stands in place of a proof. */
  private List<String> unlessOutOfUse(Step step, StopProof otherwise) throws InterruptedException {
    Optional<OutOfUse> stated = outOfUse.standing(step);
    return stated.isPresent() ? seen(stated.get().report(Instant.now())) : otherwise.obtain();
  }

  /**
   * A server that works for others may start whatever the other end does, as long as nobody can
   * work with a moving school on it: so it comes back when a move is given up early.
   */
  private List<String> unlessAway(Step step, Endpoint own, StopProof otherwise)
      throws InterruptedException {
    GuardReport away = tenants.schools(own, step.migration().schoolNumbers()).report();
    return away.stopped() ? seen(away) : otherwise.obtain();
  }

  /** Once the target was prepared for the schools, only the old server's state counts. */
  private static boolean mayHaveArrived(Step step, Endpoint own) {
    return own.side() == Side.TARGET
        && step.evidence().find(TargetTenants.EVIDENCE, TargetTenants.class).isPresent();
  }

  private static boolean worksForOthers(Migration plan, Side side) {
    return side == Side.SOURCE ? plan.sourceServesOthers() : plan.target().inUse();
  }

  private List<String> proveOutOfUse(Step step, Endpoint other, Endpoint own)
      throws InterruptedException {
    try {
      return seen(
          tenants
              .look(other, step.migration().schoolNumbers(), own.installation())
              .requireOutOfUse());
    } catch (OperationFailed e) {
      throw OperationFailed.permanent("Der Start wird verweigert. " + e.getMessage(), e);
    }
  }

  /**
   * A proof that looks anew each time it is asked for.
   *
   * @param other where no server may be up
   * @param own where one is to be started, and may rightly answer under a shared address
   */
  StopProof proofOf(Endpoint other, Endpoint own) {
    return () -> prove(other, own);
  }

  private List<String> prove(Endpoint other, Endpoint own) throws InterruptedException {
    try {
      GuardReport report = guard.proveStopped(other, own.installation());
      if (report == null || !report.stopped()) {
        throw OperationFailed.permanent(
            report == null ? "Es gibt kein Ergebnis." : String.join("; ", seen(report)));
      }
      return seen(report);
    } catch (InterruptedException e) {
      throw e;
    } catch (OperationFailed e) {
      throw refused(other, e.getMessage(), e);
    } catch (Exception e) {
      throw refused(other, notReachable(e), e);
    }
  }

  private static String notReachable(Exception e) {
    return """
    Die Maschine ließ sich nicht prüfen (%s). Bitte die Verbindung herstellen und den \
    Schritt wiederholen."""
        .formatted(e.getMessage());
  }

  private static OperationFailed refused(Endpoint other, String why, Exception cause) {
    return OperationFailed.permanent(
        """
        Der Start wird verweigert: Auf %s (%s) ist nicht bewiesen, dass der ASV-Server \
        gestoppt ist. %s"""
            .formatted(other.host().name(), other.side().label(), why),
        cause);
  }

  public static List<String> seen(GuardReport report) {
    return report.observations().stream().map(seen -> seen.what() + ": " + seen.seen()).toList();
  }
}
