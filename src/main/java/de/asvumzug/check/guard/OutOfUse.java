package de.asvumzug.check.guard;

import de.asvumzug.check.guard.GuardReport.Observation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two people's statement that the new machine of a move is off and cannot come back by itself: what
 * the way back goes on with where the machine cannot be asked any more (rules I1 and I9). It stands
 * until the machine answers; from then on only the usual proof counts. What the first person wrote
 * about it is no part: this goes into evidence, which is never deleted.
 *
 * @param machine name of the machine
 * @param how how it was made sure that it stays off
 * @param statedBy who made sure
 * @param confirmedBy the second person
 * @param at when it was confirmed
 * @param returnedAt when the machine was seen to answer again; null if it was not
 */
public record OutOfUse(
    String machine, How how, String statedBy, String confirmedBy, Instant at, Instant returnedAt) {
  /** Name of the evidence. */
  public static final String EVIDENCE = "machine-out-of-use";

  /** How it was made sure that a machine stays off; the words are the answers of the form. */
  public enum How {
    POWER("power", "ausgeschaltet und vom Strom getrennt"),
    DISK("disk", "Datenträger ausgebaut"),
    VM_OFF("vmOff", "virtuelle Maschine ausgeschaltet, ihr Autostart abgeschaltet"),
    VM_DELETED("vmDeleted", "virtuelle Maschine gelöscht"),
    NETWORK("network", "Netzverbindung getrennt und gesperrt");

    private final String answer;
    private final String label;

    How(String answer, String label) {
      this.answer = answer;
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** Empty for an answer that the form does not offer. */
    public static Optional<How> of(String answer) {
      return Arrays.stream(values()).filter(how -> how.answer.equals(answer)).findFirst();
    }
  }

  public OutOfUse returned(Instant when) {
    return new OutOfUse(machine, how, statedBy, confirmedBy, at, when);
  }

  /** Whether it is still good for a proof; the machine itself must be asked besides. */
  public boolean stands() {
    return returnedAt == null;
  }

  /** What stands in place of what a guard would have seen. */
  public GuardReport report(Instant seenAt) {
    return new GuardReport(
        machine,
        seenAt,
        List.of(
            new Observation("Maschine " + machine, "antwortet nicht", true),
            new Observation("Feststellung zweier Personen", text(), true)));
  }

  public String text() {
    return "%s, festgestellt von %s, bestätigt von %s"
        .formatted(how.label(), statedBy, confirmedBy);
  }

  /** For the trail. */
  public Map<String, Object> details() {
    return Map.of(
        "machine", machine,
        "how", how.label(),
        "statedBy", statedBy,
        "confirmedBy", confirmedBy,
        "at", at.toString());
  }
}
