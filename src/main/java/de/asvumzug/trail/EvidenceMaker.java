package de.asvumzug.trail;

/** German name of the step that makes a piece of evidence, for messages. */
final class EvidenceMaker {
  private EvidenceMaker() {}

  /** Found by the beginning of the name, e.g. {@code fingerprints-source}, {@code manifest}. */
  static String of(String name) {
    if (name.startsWith("fingerprints-target")) {
      return "Fingerabdrücke vergleichen";
    }
    if (name.startsWith("fingerprint")) {
      return "Fingerabdruck des alten Servers bilden";
    }
    if (name.startsWith("manifest") || name.startsWith("backup")) {
      return "Datenbank sichern";
    }
    if (name.startsWith("configuration")) {
      return "Konfiguration sichern";
    }
    if (name.startsWith("verif")) {
      return "Sicherung prüfen";
    }
    if (name.startsWith("transfer")) {
      return "Sicherung übertragen";
    }
    if (name.startsWith("guard")) {
      return "Wächter: alter Server steht";
    }
    if (name.startsWith("install")) {
      return "Server installieren";
    }
    return "der „" + name + "“ schreibt";
  }
}
