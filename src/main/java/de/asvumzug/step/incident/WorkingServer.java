package de.asvumzug.step.incident;

import java.util.List;
import java.util.Set;

/** Which server is to work for the schools of a move. */
public enum WorkingServer {
  OLD("der alte Server"),
  NEW("der neue Server"),
  OLD_STARTS("keiner; der alte wird gestartet"),
  NEW_STARTS("keiner; der neue wird gestartet"),
  LOCKED("keiner; die Schulen sind auf dem alten Server gesperrt"),
  NONE("keiner; die Server stehen für die Umstellung still");

  /** The models' steps that change it. */
  static final Set<String> ELEMENTS =
      Set.of(
          "stopSource",
          "startSource",
          "lockTenantOnSource",
          "lockTenantOnSourceManually",
          "unlockTenantOnSource",
          "unlockTenantOnSourceManually",
          "startTarget",
          "stopTarget");

  /** Elsewhere the new server is started for an installer, or for schools that it had before. */
  private static final String GOES_LIVE = "go-live";

  private final String label;

  WorkingServer(String label) {
    this.label = label;
  }

  /**
   * A step that was begun.
   *
   * @param model key of the process definition, e.g. {@code go-live}
   * @param element id in the model
   * @param done whether it has ended well
   */
  public record Change(String model, String element, boolean done) {}

  /** German, without a full stop. */
  public String label() {
    return label;
  }

  /** Whether no school of the move can work. */
  public boolean none() {
    return this != OLD && this != NEW;
  }

  /**
   * What follows from the steps that start and stop servers and lock schools; others are passed
   * over.
   *
   * @param changes in the order in which they began
   */
  public static WorkingServer after(List<Change> changes) {
    WorkingServer server = OLD;
    boolean locked = false;
    for (Change change : changes) {
      switch (change.element()) {
        case "stopSource", "stopTarget" -> server = stopped(server, change);
        case "startSource" -> server = change.done() ? OLD : OLD_STARTS;
        case "startTarget" ->
            server = !change.model().equals(GOES_LIVE) ? server : change.done() ? NEW : NEW_STARTS;
        case "lockTenantOnSource", "lockTenantOnSourceManually" -> locked = true;
        case "unlockTenantOnSource", "unlockTenantOnSourceManually" -> locked = !change.done();
        default -> {
          // Says nothing about who works.
        }
      }
    }
    return server == OLD && locked ? LOCKED : server;
  }

  /** A new server that stands still takes nothing from an old one that works. */
  private static WorkingServer stopped(WorkingServer before, Change change) {
    return change.element().equals("stopTarget") && before == OLD ? OLD : NONE;
  }
}
