package de.asvumzug.lab.asv;

/** Ends a program with an exit code and a line for its user. */
public final class Exit extends Exception {
  private static final long serialVersionUID = 1L;
  private final int code;

  public Exit(int code, String message) {
    super(message);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
