package de.asvumzug.notify;

import de.asvumzug.notify.reminder.DigestWanted;
import de.asvumzug.plan.Migration;

/**
 * Reminds people of tasks that wait for them, in the running transaction. Groups are named as in
 * {@link Mails#taskWaiting}; the task's due date must be known.
 *
 * <table>
 *   <caption>Who gets what</caption>
 *   <tr><th>event</th><th>recipients</th></tr>
 *   <tr><td>TASK_REMINDER</td><td>the task's group, as it was asked</td></tr>
 *   <tr><td>TASK_OVERDUE</td><td>the group's deputies, then IT management</td></tr>
 *   <tr><td>DIGEST</td><td>one person, about all their open tasks</td></tr>
 * </table>
 */
public interface TaskMails {

  /** The group has been asked to do it, just now. */
  void asked(Migration migration, String group, WaitingTask task);

  /**
   * The task is still open. Who got a mail about it within the last hours is left alone. Who has
   * more than three open tasks is told of all in one mail: {@link DigestWanted} is published then.
   */
  void remind(Migration migration, String group, WaitingTask task);

  /**
   * The task is due and open. Asks the group's deputies, or tells IT management if there are none.
   */
  void tellDeputies(Migration migration, String group, WaitingTask task);

  /**
   * The task is overdue and open. IT management is told, unless it has been; a note on the trail
   * says so if nobody has an address.
   */
  void tellManagement(Migration migration, String group, WaitingTask task);

  /** Done or dropped: nobody is reminded of it any more. */
  void answered(String taskId);

  /**
   * One mail about all that a person is asked to do, in all moves; none if there is nothing.
   *
   * @param token as in {@link DigestWanted}
   */
  void digest(String token);
}
