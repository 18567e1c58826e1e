package de.asvumzug.notify;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.people.Place;
import de.asvumzug.plan.people.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Queues a mail of each event, with the same words wherever people can type some. */
final class EveryMail {
  private EveryMail() {}

  /**
   * @param words as somebody typed them
   */
  static void queue(MailFixture kit, MailEvent event, Migration move, String words) {
    Mails mails = kit.mails;
    TaskMails tasks = kit.taskMails(move);
    switch (event) {
      case PLANNED -> mails.planned(move);
      case AGREED -> mails.agreed(move);
      case DAY_BEFORE -> mails.dayBefore(move);
      case STARTS_NOW -> mails.startsNow(move);
      case DONE -> mails.done(move);
      case TASK_WAITING ->
          List.of("technik", "betreiber", "it-management", "schule-0001")
              .forEach(group -> mails.taskWaiting(move, group, task(group, move, words)));
      case ADDRESS_CHECK -> {
        mails.checkAddress(move, new Place("0001", Role.OFFICE, false));
        mails.checkAddress(move, new Place(null, Role.TECHNICIAN, false));
      }
      case TASK_REMINDER ->
          List.of("technik", "schule-0001")
              .forEach(group -> tasks.remind(move, group, task("again-" + group, move, words)));
      case TASK_OVERDUE ->
          List.of("technik", "schule-0001")
              .forEach(
                  group -> tasks.tellDeputies(move, group, task("late-" + group, move, words)));
      case DIGEST -> {
        tasks.asked(move, "schule-0001", task("digest", move, words));
        tasks.digest(kit.waiting.token(move.schools().get(0).mail()));
      }
      case TAKEN_OVER ->
          List.of("technik", "schule-0001")
              .forEach(group -> mails.takenOver(move, group, words, words, words, null));
      case TROUBLE -> mails.trouble(move, "backupDatabase", words, "0001");
      case HELD_UP -> mails.heldUp(move);
      case DELAYED -> mails.delayed(move, move.window().end().plus(Duration.ofHours(3)));
      case ROLLBACK_BEGINS -> mails.rollbackBegins(move, words);
      case ROLLED_BACK -> mails.rolledBack(move);
      case REMAINS -> mails.remains(move, found(words));
      case CANCELLED -> mails.cancelled(move, words);
      default -> throw new AssertionError(event);
    }
  }

  /** What was found on machines is told as it is, to be copied; there are no addresses among it. */
  private static List<String> found(String words) {
    String one = words.replaceAll("(?:https?://|\\S*@)?(?:www[.])?evil[.]example/?", "Ordner");
    return List.of(one, one);
  }

  private static WaitingTask task(String group, Migration move, String words) {
    Instant due = move.window().start().minus(Duration.ofHours(24));
    return new WaitingTask(
        "recheckData", words, "4711-" + group, List.of(words, words), 2, "bis dahin", due);
  }
}
