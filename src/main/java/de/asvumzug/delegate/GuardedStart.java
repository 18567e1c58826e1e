package de.asvumzug.delegate;

import de.asvumzug.asv.Site;
import de.asvumzug.asv.StopProof;
import de.asvumzug.check.Guard;
import de.asvumzug.check.GuardReport;
import de.asvumzug.host.OperationFailed;
import java.util.List;
import org.springframework.stereotype.Component;

/** Turns the guard's look at the other server into the proof that a start needs (rule I1). */
@Component
class GuardedStart {
  private final Guard guard;

  GuardedStart(Guard guard) {
    this.guard = guard;
  }

  /**
   * A proof that looks anew each time it is asked for.
   *
   * @param other where no server may be up
   * @param own where one is to be started, and may rightly answer under a shared address
   */
  StopProof proofOf(Site other, Site own) {
    return () -> prove(other, own);
  }

  private List<String> prove(Site other, Site own) throws InterruptedException {
    try {
      GuardReport report = guard.proveStopped(other, own.installation());
      if (report == null || !report.stopped()) {
        throw OperationFailed.lasting(
            report == null ? "Es gibt kein Ergebnis." : String.join("; ", seen(report)));
      }
      return seen(report);
    } catch (InterruptedException e) {
      throw e;
    } catch (OperationFailed e) {
      throw refused(other, e.getMessage(), e);
    } catch (Exception e) {
      throw refused(
          other,
          "Die Maschine ließ sich nicht prüfen ("
              + e.getMessage()
              + "). Bitte die Verbindung herstellen und den Schritt wiederholen.",
          e);
    }
  }

  private static OperationFailed refused(Site other, String why, Exception cause) {
    return OperationFailed.lasting(
        "Der Start wird verweigert: Auf "
            + other.host().name()
            + " ("
            + other.side().label()
            + ") ist nicht bewiesen, dass der ASV-Server gestoppt ist. "
            + why,
        cause);
  }

  private static List<String> seen(GuardReport report) {
    return report.observations().stream().map(seen -> seen.what() + ": " + seen.seen()).toList();
  }
}
