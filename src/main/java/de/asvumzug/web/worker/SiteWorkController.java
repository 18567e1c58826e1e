package de.asvumzug.web.worker;

import de.asvumzug.host.job.Progress;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.security.worker.WorkerAccounts;
import de.asvumzug.step.HandlerCoverage;
import de.asvumzug.step.StepTask;
import de.asvumzug.step.attempt.Attempt;
import de.asvumzug.step.attempt.AttemptRepository.Orphan;
import de.asvumzug.step.remote.WorkerApi;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The door of the workers on site (docs/worker.md); between two copies of this application, and no
 * part of the interface for people.
 */
@RestController
@RequestMapping(WorkerApi.BASE)
@Hidden
class SiteWorkController {
  private final SiteWork work;
  private final HandlerCoverage steps;
  private final PlanJson plans;
  private final RouteDecision routes;

  SiteWorkController(SiteWork work, HandlerCoverage steps, PlanJson plans, RouteDecision routes) {
    this.work = work;
    this.steps = steps;
    this.plans = plans;
    this.routes = routes;
  }

  @GetMapping("/steps")
  WorkerApi.Steps steps() {
    return new WorkerApi.Steps(steps.topics());
  }

  @PostMapping("/route")
  RouteDecision.Answer route(@RequestBody RouteDecision.Question question) {
    return routes.decide(question);
  }

  @GetMapping(path = "/moves/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  String plan(Authentication login, @PathVariable String id) {
    return plans.write(work.plan(site(login), id));
  }

  @GetMapping(path = "/moves/{id}/evidence/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
  String evidence(Authentication login, @PathVariable String id, @PathVariable String name) {
    return work.evidence(site(login), id, name).orElseThrow(SiteWorkController::unknown);
  }

  @PostMapping("/moves/{id}/evidence/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void store(
      Authentication login,
      @PathVariable String id,
      @PathVariable String name,
      @RequestBody WorkerApi.Document document) {
    work.store(site(login), id, name, document);
  }

  @PostMapping("/moves/{id}/trail")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void append(Authentication login, @PathVariable String id, @RequestBody WorkerApi.Line line) {
    work.append(site(login), id, line);
  }

  @PostMapping("/moves/{id}/job-logs")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keep(Authentication login, @PathVariable String id, @RequestBody WorkerApi.Printed printed) {
    work.keep(site(login), id, printed);
  }

  @PostMapping("/moves/{id}/gaps/{school}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void gaps(
      Authentication login,
      @PathVariable String id,
      @PathVariable String school,
      @RequestBody WorkerApi.Incomplete incomplete) {
    work.replaceGaps(site(login), id, school, incomplete);
  }

  @PostMapping("/moves/{id}/gaps-over")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void gapsOver(Authentication login, @PathVariable String id) {
    work.deleteGaps(site(login), id);
  }

  @GetMapping("/tasks/{task}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void stillThere(Authentication login, @PathVariable String task) {
    task(login, task);
  }

  @PostMapping("/tasks/{task}/attempt")
  Attempt takeUp(
      Authentication login, @PathVariable String task, @RequestBody WorkerApi.TakeUp takeUp) {
    return work.takeUp(task(login, task), site(login) + "/" + takeUp.worker());
  }

  @GetMapping("/tasks/{task}/by-hand")
  WorkerApi.ByHand byHand(Authentication login, @PathVariable String task) {
    return new WorkerApi.ByHand(work.decidedByHand(task(login, task)));
  }

  @GetMapping("/tasks/{task}/beside")
  List<Orphan> beside(Authentication login, @PathVariable String task) {
    return work.beside(task(login, task));
  }

  @GetMapping("/attempts/{attempt}/done-beside")
  List<Orphan> doneBeside(Authentication login, @PathVariable long attempt) {
    return work.doneBeside(site(login), attempt);
  }

  @PostMapping("/attempts/{attempt}/progress")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void progress(
      Authentication login,
      @PathVariable long attempt,
      @RequestParam long lease,
      @RequestBody Progress progress) {
    work.progress(site(login), attempt, lease, progress);
  }

  @PostMapping("/attempts/{attempt}/renewal")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void renew(Authentication login, @PathVariable long attempt, @RequestParam long lease) {
    work.renew(site(login), attempt, lease);
  }

  /** Empty while the other worker may still work on it, and when it has ended. */
  @PostMapping("/attempts/{attempt}/takeover")
  List<Orphan> takeOver(
      Authentication login,
      @PathVariable long attempt,
      @RequestParam long lease,
      @RequestBody WorkerApi.TakeUp takeUp) {
    return work.takeOver(site(login), attempt, lease, site(login) + "/" + takeUp.worker()).stream()
        .toList();
  }

  @PostMapping("/start-numbers")
  WorkerApi.StartNumber startNumber() {
    return new WorkerApi.StartNumber(work.nextStartNumber());
  }

  @PostMapping("/attempts/{attempt}/end")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(
      Authentication login,
      @PathVariable long attempt,
      @RequestParam long lease,
      @RequestBody WorkerApi.End end) {
    work.end(site(login), attempt, lease, end);
  }

  private StepTask task(Authentication login, String task) {
    return work.task(site(login), task).orElseThrow(SiteWorkController::unknown);
  }

  private static String site(Authentication login) {
    return WorkerAccounts.of(login).orElseThrow(SiteWorkController::unknown);
  }

  private static ResponseStatusException unknown() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
