package de.asvumzug.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * All people of a move, played: everybody looks into the Tasklist and completes what is there with
 * the answer that the situation deserves. Log-ins are really tried, figures really compared;
 * nothing is waved through.
 */
public final class Players {
  /** What a player finds out before he answers. */
  public interface World {
    boolean initialSysLoginWorks() throws Exception;

    boolean originalLoginWorksOnTarget() throws Exception;

    boolean loginWorksOnSource() throws Exception;

    boolean dataOfSchoolIsComplete(String school) throws Exception;

    /** Does what the findings ask for; returns what was done, for the comment. */
    String resolveFindings() throws Exception;

    /** What the operator of the old server does in its client when the school has left. */
    void deleteMovedSchoolsOnSource() throws Exception;

    /** Runs the ministry's clone tool. */
    void cloneDatabase(JsonNode briefing) throws Exception;
  }

  /** What the first technician has asked for, another one decides. */
  private static final Set<String> NEED_A_SECOND_PERSON =
      Set.of("releaseCutover", "confirmSkip", "confirmOverrule", "confirmOutOfUse");

  private final List<Person> people;
  private final World world;
  private final Map<String, Answer> answers = new LinkedHashMap<>();

  private final Set<String> left = new HashSet<>();
  private final Set<String> cleared = new HashSet<>();
  private Habits habits = new Habits() {};
  private Doing doing = Person::complete;

  /** What people do besides what they should. */
  public interface Habits {
    /** Before the right answer is given. */
    default void before(Person person, Person.Task task) throws Exception {}

    /** After the right answer was given. */
    default void after(Person person, Person.Task task, Map<String, ?> values) throws Exception {}
  }

  /** One answer to one kind of task. */
  @FunctionalInterface
  public interface Answer {
    Map<String, ?> to(Person person, Person.Task task) throws Exception;
  }

  public Players(List<Person> people, World world) {
    this.people = people;
    this.world = world;
    answer("agreeSchedule", Map.of("agreed", true, "comment", "Der Termin passt."));
    answer("exportReports", Map.of("reportsExported", true));
    answer("confirmPreparation", Map.of("prepared", true, "oldSysLoginWorks", true));
    answer("approveMove", Map.of("approved", true));
    answer("releaseCutover", Map.of("released", true));
    answer("acceptMigration", Map.of("accepted", true, "comment", "Abgenommen."));
    answer("refreshApplicationData", Map.of("applicationDataRefreshed", true));
    answers.put(
        "decideOverrun",
        (person, task) ->
            Map.of(
                "decision",
                "goOn",
                "comment",
                "Wir sind gleich fertig.",
                "expectedEnd",
                OffsetDateTime.now().plusHours(6)));
    answer(
        "stopOneServer",
        Map.of("done", true, "comment", "Zur Probe gestartet, nichts eingegeben."));
    answers.put("clearRemains", this::clear);
    answer(
        "explainReturn",
        Map.of("done", true, "comment", "Neues Netzteil eingebaut, nichts eingegeben."));
    when("confirmSysLogin", () -> world.initialSysLoginWorks());
    when("confirmOriginalLogin", () -> world.originalLoginWorksOnTarget());
    when("confirmSourceLogin", () -> world.loginWorksOnSource());
    answers.put("recheckData", this::recheck);
    answers.put(
        "deleteTenantOnSource",
        (person, task) -> {
          world.deleteMovedSchoolsOnSource();
          return Map.of("done", true);
        });
    answers.put(
        "cloneDatabase",
        (person, task) -> {
          world.cloneDatabase(person.get("/api/tasks/" + task.id() + "/briefing"));
          return Map.of("done", true);
        });
    answers.put(
        "completeTenantData",
        (person, task) -> itemByItem(person, task, "accepted", Map.of("dataComplete", true)));
    answers.put(
        "confirmOpenClients",
        (person, task) -> itemByItem(person, task, "done", Map.of("done", true)));
    answers.put(
        "resolveFindings",
        (person, task) ->
            Map.of("findingsResolved", true, "comment", resolved(world, person, task)));
  }

  private static String resolved(World world, Person person, Person.Task task) throws Exception {
    try {
      return world.resolveFindings();
    } catch (IOException e) {
      throw new IOException(
          "cannot resolve " + person.get("/api/tasks/" + task.id() + "/briefing"), e);
    }
  }

  /** That person's tasks of that kind are somebody else's to do, such as a browser's. */
  public void leave(String user, String element) {
    left.add(user + " " + element);
  }

  /** How a task is done; by default over what the Tasklist itself uses. */
  @FunctionalInterface
  public interface Doing {
    void complete(Person person, Person.Task task, Map<String, ?> values) throws Exception;
  }

  /** From now on tasks are done like this, such as in a browser. */
  public void by(Doing other) {
    doing = other;
  }

  public void have(Habits other) {
    habits = other;
  }

  public void answer(String element, Map<String, ?> values) {
    answers.put(element, (person, task) -> values);
  }

  /** An answer that is found when the task is there. */
  public void answer(String element, Answer answer) {
    answers.put(element, answer);
  }

  private void when(String element, Callable<Boolean> loginWorks) {
    answers.put(element, (person, task) -> Map.of("loginWorks", loginWorks.call()));
  }

  /** What the system may not remove stays, with a reason. */
  private Map<String, ?> clear(Person person, Person.Task task) {
    return cleared.add(task.processInstanceId())
        ? Map.of("decision", "remove")
        : Map.of("decision", "keep", "reason", "Wird nach der Aufbewahrungsfrist gelöscht.");
  }

  /** Says the same to each point that the task's form asks about, as the form does. */
  private static Map<String, ?> itemByItem(
      Person person, Person.Task task, String answer, Map<String, ?> values) throws Exception {
    Map<String, Object> all = new LinkedHashMap<>(values);
    int number = 0;
    for (JsonNode item : person.get("/api/tasks/" + task.id() + "/briefing").path("items")) {
      all.put(
          "item_" + number++,
          JsonNodeFactory.instance
              .objectNode()
              .put("key", item.path("key").asText())
              .put("answer", answer)
              .toString());
    }
    return all;
  }

  private Map<String, ?> recheck(Person person, Person.Task task) throws Exception {
    String school = person.user().substring(person.user().length() - 4);
    return Map.of("dataComplete", world.dataOfSchoolIsComplete(school), "comment", "Geprüft.");
  }

  /**
   * Everybody looks once.
   *
   * @return what was completed, for the narrator
   * @throws IOException also if a task shows up that nobody has an answer to
   */
  public List<String> playOnce() throws Exception {
    List<String> done = new ArrayList<>();
    for (Person person : people) {
      for (Person.Task task : person.tasks()) {
        if (mayAct(person, task) && !left.contains(person.user() + " " + task.element())) {
          Answer answer = answers.get(task.element());
          if (answer == null) {
            throw new IOException("nobody knows what to do about " + task);
          }
          if (done(person, task, answer)) {
            done.add(person.user() + ": " + task.name());
          }
        }
      }
    }
    return done;
  }

  /** Returns false if the task was gone before the answer came, such as through an abort. */
  private boolean done(Person person, Person.Task task, Answer answer) throws Exception {
    try {
      habits.before(person, task);
      Map<String, ?> values = answer.to(person, task);
      doing.complete(person, task, values);
      habits.after(person, task, values);
      return true;
    } catch (Person.Refused e) {
      if (person.tasks().contains(task)) {
        throw e;
      }
      return false;
    }
  }

  /** The release is given by a second person; the first technician prepares. */
  private static boolean mayAct(Person person, Person.Task task) {
    boolean second = person.user().equals("technik2");
    return NEED_A_SECOND_PERSON.contains(task.element()) == second;
  }
}
