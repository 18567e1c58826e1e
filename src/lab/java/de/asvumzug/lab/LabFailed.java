package de.asvumzug.lab;

import java.nio.file.Path;

/** The lab could not be brought up or down; the cause says why. Unchecked: tests cannot go on. */
public final class LabFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LabFailed(Path folder, Exception cause) {
    super("lab in " + folder + ": " + cause.getMessage(), cause);
  }
}
