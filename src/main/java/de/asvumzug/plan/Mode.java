package de.asvumzug.plan;

/** How a step that leans on a vendor program is carried out (rule I7). */
public enum Mode {
  AUTOMATIC,
  MANUAL
}
