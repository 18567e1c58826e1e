package de.asvumzug.web.school;

import de.asvumzug.host.Sleeper;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.command.OptimisticLockRetry;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.school.MayWork.Answer;
import de.asvumzug.web.school.SchoolTaskService.Over;
import de.asvumzug.web.school.SchoolTaskService.TaskGone;
import de.asvumzug.web.school.SchoolTaskService.Waiting;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * A school does its tasks here, on pages of ours. They do what the Tasklist does, for the same
 * tasks, but nobody has to claim one first.
 */
@Controller
class SchoolTaskController {
  static final String TASK = SchoolPageController.PATH + "/aufgaben/{task}";
  static final String THANKS = SchoolPageController.PATH + "/danke/{task}";

  private static final String TASKLIST = "/camunda/app/tasklist/default/#/?task=";

  private final SchoolTaskService service;
  private final SchoolTasks tasks;
  private final SchoolMoves moves;
  private final OptimisticLockRetry again = new OptimisticLockRetry(Sleeper.REAL);

  SchoolTaskController(SchoolTaskService service, SchoolTasks tasks, SchoolMoves moves) {
    this.service = service;
    this.tasks = tasks;
    this.moves = moves;
  }

  @GetMapping(TASK)
  String ask(
      @PathVariable String task,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = Viewer.of(authentication);
    if (viewer.staff()) {
      return "redirect:/";
    }
    return service
        .waiting(task, viewer)
        .map(waiting -> page(waiting, SchoolReply.NONE, null, viewer, model))
        .orElseGet(() -> over(task, SchoolReply.NONE, viewer, response, model));
  }

  @PostMapping(TASK)
  String answer(
      @PathVariable String task,
      @RequestParam(defaultValue = "") String antwort,
      @RequestParam(defaultValue = "") String worte,
      @RequestParam(name = "punkt", required = false) List<String> punkte,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = Viewer.of(authentication);
    if (viewer.staff()) {
      throw new Forbidden(
          "Diese Seite ist für Schulen. Ihre Aufgaben stehen in der Aufgabenliste.");
    }
    SchoolReply reply = SchoolReply.typed(antwort, worte, punkte == null ? List.of() : punkte);
    try {
      again.untilItWins(() -> service.answer(task, reply, viewer));
      return "redirect:" + SchoolPageController.PATH + "/danke/" + task;
    } catch (TaskRefused e) {
      return refused(
          task, reply, e.getMessage(), HttpStatus.UNPROCESSABLE_ENTITY, viewer, response, model);
    } catch (NotPossibleNow e) {
      return refused(task, reply, e.getMessage(), HttpStatus.CONFLICT, viewer, response, model);
    } catch (OptimisticLockingException e) {
      return refused(
          task,
          reply,
          "An diesem Umzug hat im selben Augenblick jemand anderes gearbeitet. Bitte schicken Sie Ihre Antwort noch einmal ab.",
          HttpStatus.CONFLICT,
          viewer,
          response,
          model);
    } catch (TaskGone e) {
      return over(task, reply, viewer, response, model);
    }
  }

  @GetMapping(THANKS)
  String thanks(
      @PathVariable String task,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = Viewer.of(authentication);
    if (viewer.staff()) {
      return "redirect:/";
    }
    if (service.waiting(task, viewer).isPresent()) {
      return "redirect:" + SchoolPageController.PATH + "/aufgaben/" + task;
    }
    Optional<Over> answered =
        service.over(task, viewer).filter(over -> !over.withdrawn() && over.task() != null);
    if (answered.isEmpty()) {
      return over(task, SchoolReply.NONE, viewer, response, model);
    }
    model.addAttribute("over", answered.get());
    model.addAttribute("next", tasks.open(viewer.groups()).stream().findFirst().orElse(null));
    return "schule-danke";
  }

  private String page(
      Waiting waiting, SchoolReply given, String message, Viewer viewer, Model model) {
    if (waiting.task() == null) {
      return "redirect:" + TASKLIST + waiting.id();
    }
    Instant now = Instant.now();
    model.addAttribute("task", waiting);
    model.addAttribute("form", waiting.task().form());
    model.addAttribute("given", given);
    model.addAttribute("message", message);
    model.addAttribute("now", now);
    model.addAttribute("tasklist", TASKLIST + waiting.id());
    moves
        .mayWork(waiting.migrationId(), viewer, now)
        .filter(work -> work.answer() == Answer.CHECK)
        .ifPresent(work -> model.addAttribute("beware", waiting.task().untilAccepted()));
    return "schule-aufgabe";
  }

  /** What was typed stays in the fields. */
  private String refused(
      String task,
      SchoolReply reply,
      String message,
      HttpStatus status,
      Viewer viewer,
      HttpServletResponse response,
      Model model) {
    Optional<Waiting> waiting = service.waiting(task, viewer);
    if (waiting.isEmpty()) {
      return over(task, reply, viewer, response, model);
    }
    response.setStatus(status.value());
    return page(waiting.get(), reply, message, viewer, model);
  }

  /**
   * The task waits no more, or never did. A form that was sent twice is thanked for once more;
   * another answer than the one that counts is told so, and shown to be kept.
   */
  private String over(
      String task, SchoolReply reply, Viewer viewer, HttpServletResponse response, Model model) {
    Optional<Over> over = service.over(task, viewer);
    boolean twice =
        over.filter(one -> viewer.user().equals(one.by()))
            .filter(one -> reply.sameAs(one.said()))
            .isPresent();
    if (twice) {
      return "redirect:" + SchoolPageController.PATH + "/danke/" + task;
    }
    boolean answering = reply != SchoolReply.NONE;
    response.setStatus(
        (over.isEmpty() ? HttpStatus.NOT_FOUND : answering ? HttpStatus.CONFLICT : HttpStatus.OK)
            .value());
    model.addAttribute("over", over.orElse(null));
    model.addAttribute("given", reply);
    model.addAttribute("answering", answering);
    return "schule-vorbei";
  }

  @ExceptionHandler(Forbidden.class)
  @ResponseStatus(HttpStatus.FORBIDDEN)
  String forbidden(Forbidden error, Model model) {
    model.addAttribute("message", error.getMessage());
    return "leitstand/unbekannt";
  }
}
