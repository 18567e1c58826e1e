package de.asvumzug.backup;

/** The parts of a backup; each is a folder with a manifest of its own. */
public enum BackupComponent {
  DATABASE("database", "Datenbanksicherung"),
  CONFIGURATION("configuration", "Sicherung der Programm- und Konfigurationsdateien"),
  /** One for each school, in a folder named by its number. */
  TENANT("tenants", "schulscharfe Sicherung");

  private final String folder;
  private final String label;

  BackupComponent(String folder, String label) {
    this.folder = folder;
    this.label = label;
  }

  /** Name of the part's folder below the move's folder. */
  public String folder() {
    return folder;
  }

  /** The German name that people read. */
  public String label() {
    return label;
  }
}
