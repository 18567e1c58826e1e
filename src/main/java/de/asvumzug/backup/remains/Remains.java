package de.asvumzug.backup.remains;

import java.util.List;

/**
 * What lies where after a move was taken back, as it was seen on the machines; evidence {@code
 * remains}.
 */
public record Remains(List<Remain> things) {
  public static final String EVIDENCE = "remains";

  public Remains {
    things = List.copyOf(things);
  }

  /** What becomes of a thing. */
  public enum Clearing {
    /** Carries the mark of the move: the product can remove it, if a person wants it to. */
    PRODUCT("kann das System entfernen"),
    /** Nobody but a person can say whose it is, or whether it may go. */
    BY_HAND("nur von Hand"),
    /** Is named so that people know of it, and is in nobody's way. */
    STAYS("bleibt; zur Kenntnis");

    private final String label;

    Clearing(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * One thing.
   *
   * @param machine where it lies
   * @param what path, database, role or service
   * @param about German: what it is and how that is known
   */
  public record Remain(String machine, String what, String about, Clearing clearing) {
    public String text() {
      return machine + ": " + what + " (" + about + "; " + clearing.label() + ")";
    }
  }

  /** What has to be cleared, or left with a reason. */
  public List<Remain> open() {
    return things.stream().filter(one -> one.clearing() != Clearing.STAYS).toList();
  }

  public List<String> texts() {
    return things.stream().map(Remain::text).toList();
  }
}
