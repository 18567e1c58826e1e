package de.asvumzug.notify;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.people.Place;
import java.time.Instant;
import java.util.List;

/**
 * Queues mails in the running transaction, so that a mail is sent if and only if the act that it
 * tells of was committed. Each recipient gets a mail of their own and sees no other address; an
 * address that stands for several people gets one.
 *
 * <table>
 *   <caption>Who gets what</caption>
 *   <tr><th>event</th><th>schools</th><th>technician</th><th>operator</th><th>IT management</th></tr>
 *   <tr><td>PLANNED, AGREED, DONE, DELAYED, ROLLBACK_BEGINS, ROLLED_BACK, CANCELLED</td><td>x</td><td>x</td><td>x</td><td>x</td></tr>
 *   <tr><td>DAY_BEFORE, STARTS_NOW</td><td>x</td><td>x</td><td>x</td><td></td></tr>
 *   <tr><td>HELD_UP</td><td>x</td><td></td><td></td><td></td></tr>
 *   <tr><td>TROUBLE, REMAINS</td><td></td><td>x</td><td>x</td><td>x</td></tr>
 *   <tr><td>TAKEN_OVER</td><td colspan="4">who had claimed the task, or the task's group</td></tr>
 *   <tr><td>ADDRESS_CHECK</td><td colspan="4">who stands in the place</td></tr>
 *   <tr><td>TASK_WAITING</td><td colspan="4">the task's group</td></tr>
 * </table>
 *
 * <p>Schools get no mail about trouble, only, once a move, that it keeps them from their work.
 */
public interface Mails {

  /** The plan was accepted; the mail asks to confirm the address, too. */
  void planned(Migration migration);

  /**
   * Asks whoever stands in a place whether mails reach him; also who has just come to stand there.
   * Nothing is queued for a place without an address.
   */
  void checkAddress(Migration migration, Place place);

  /** All agreed to the window. */
  void agreed(Migration migration);

  /**
   * The window starts soon. Queues nothing if it has begun or begins within {@code
   * asv.mail.latest-reminder}; a note on the trail says so then.
   */
  void dayBefore(Migration migration);

  void startsNow(Migration migration);

  void done(Migration migration);

  /**
   * A step failed while no school of the move can work. Queued for the first one only: a school
   * that knows of it learns nothing from the next.
   */
  void heldUp(Migration migration);

  /**
   * The move goes on beyond its window.
   *
   * @param end when it is expected to be over
   */
  void delayed(Migration migration, Instant end);

  /**
   * A move is given up in its window; the old server does not work yet.
   *
   * @param reason German, as typed by a person; may be null
   */
  void rollbackBegins(Migration migration, String reason);

  /** The old server works again after an abort. */
  void rolledBack(Migration migration);

  /**
   * What a move that was taken back has left on the machines.
   *
   * @param things German, one each
   */
  void remains(Migration migration, List<String> things);

  /**
   * Called off before anything was touched.
   *
   * @param reason German, as typed by a person; may be null
   */
  void cancelled(Migration migration, String reason);

  /**
   * A task waits for a group.
   *
   * @param group {@code technik}, {@code betreiber}, {@code it-management} or {@code schule-NNNN};
   *     a group without an address gets no mail
   */
  void taskWaiting(Migration migration, String group, WaitingTask task);

  /**
   * Somebody has taken a claimed task from a colleague.
   *
   * @param group whose task it is; its address is used if the colleague has none
   * @param taskName German name of the task
   * @param from user id of the colleague
   * @param to user id of who has it now
   * @param address of the colleague; null if it is not known
   */
  void takenOver(
      Migration migration, String group, String taskName, String from, String to, String address);

  /**
   * A step needs a person. The technical message is not part of the mail: it may quote rows of a
   * database; the task in the Tasklist shows it.
   *
   * @param element id of the model's element
   * @param stepName German name of the step
   * @param schoolNumber null if the step concerns all
   */
  void trouble(Migration migration, String element, String stepName, String schoolNumber);
}
