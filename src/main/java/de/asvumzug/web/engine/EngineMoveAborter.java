package de.asvumzug.web.engine;

import de.asvumzug.step.incident.AbortMessage;
import de.asvumzug.web.command.MoveAborter;
import org.springframework.stereotype.Component;

/** Sends the abort message to the processes of a move that wait for it. */
@Component
public class EngineMoveAborter implements MoveAborter {
  private final AbortMessage message;

  public EngineMoveAborter(AbortMessage message) {
    this.message = message;
  }

  @Override
  public boolean abort(String migrationId, String reason, String by) {
    return message.send(migrationId, reason, by);
  }
}
