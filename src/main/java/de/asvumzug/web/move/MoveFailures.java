package de.asvumzug.web.move;

import java.util.List;

/** Failed steps of a move that wait for a person. */
public interface MoveFailures {

  /** One German sentence each: what failed, why, and who has the task; empty if none did. */
  List<String> open(String migrationId);
}
