package de.asvumzug.plan.intake;

import java.util.List;

/** The moves that have not ended yet. */
public interface OpenMoves {

  List<OpenMove> list();

  /**
   * A move that has not ended.
   *
   * @param accepted whether it has been accepted and only waits for the end of its retention
   */
  record OpenMove(String id, boolean accepted) {}
}
