package de.asvumzug.web.plan;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.intake.PlanIntake;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The form for a new move. Nothing is kept on the server until it is sent: each page carries what
 * was typed so far.
 */
@Controller
@RequestMapping("/umzuege/neu")
class NewMoveController extends PlanningPages {
  private static final Pattern ROW_AWAY = Pattern.compile("weg:(schools|clients):(\\d{1,4})");
  private static final Pattern RECALL = Pattern.compile("bekannt:(source|target)");
  private static final int LONGEST_TOKEN = 64;

  private final Moves moves;
  private final PlanDrafts drafts;
  private final Suggestions suggestions;
  private final PlanIntake intake;
  private final PlanSubmission submission;
  private final RouteDecision routes;
  private final MoveSteps steps;
  private final PlanJson json;

  NewMoveController(
      Moves moves,
      PlanDrafts drafts,
      Suggestions suggestions,
      PlanIntake intake,
      PlanSubmission submission,
      RouteDecision routes,
      MoveSteps steps,
      PlanJson json) {
    this.moves = moves;
    this.drafts = drafts;
    this.suggestions = suggestions;
    this.intake = intake;
    this.submission = submission;
    this.routes = routes;
    this.steps = steps;
    this.json = json;
  }

  /**
   * @param like id of a move whose plan fills the form, but for the window
   */
  @GetMapping
  String begin(
      @RequestParam(name = "wie", required = false) String like,
      Authentication authentication,
      Model model) {
    Viewer viewer = planning(authentication, "Umzüge planen");
    PlanForm form =
        like == null
            ? PlanForm.empty()
            : drafts
                .form(moves.get(like, viewer).plan())
                .cleared("window.")
                .cleared("alternatives[");
    return page(form, FormFindings.none(), UUID.randomUUID().toString(), "", model);
  }

  /**
   * One address for every button of both pages: what is typed or shown goes with it.
   *
   * @param wanted value of the button; without one the form is judged
   * @param shown the plan of the preview, as JSON; the form sends its fields instead
   */
  @PostMapping
  Object go(
      @RequestParam(name = "tun", defaultValue = "") String wanted,
      @RequestParam(name = "plan", required = false) String shown,
      @RequestParam(name = "entwurf", defaultValue = "") String token,
      HttpServletRequest request,
      Authentication authentication,
      HttpServletResponse response,
      Model model) {
    Viewer viewer = planning(authentication, "Umzüge planen");
    PlanForm form =
        shown == null ? PlanForm.sent(request.getParameterMap()) : drafts.form(read(shown));
    JsonNode draft = shown == null ? drafts.draft(form) : read(shown);
    try {
      return switch (wanted) {
        case "yaml", "json" -> download(draft, wanted);
        case "senden" ->
            "redirect:/umzuege/" + submission.submit(shortened(token), draft, viewer.user());
        case "", "pruefen" -> preview(draft, token, model);
        default -> page(changed(form, wanted, model), FormFindings.none(), token, wanted, model);
      };
    } catch (PlanRejected e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      return page(form, FormFindings.of(e.errors()), token, "", model);
    }
  }

  /** Judged like every plan; the page shows what would happen. */
  private String preview(JsonNode draft, String token, Model model) {
    Migration plan = intake.check(draft);
    RouteDecision.Answer answer = routes.decide(RouteDecision.Question.of(plan));
    model.addAttribute("plan", plan);
    model.addAttribute("route", RouteWords.of(plan, answer));
    model.addAttribute("phases", steps.of(plan, answer));
    model.addAttribute("draft", draft.toString());
    model.addAttribute("token", shortened(token));
    return "leitstand/vorschau";
  }

  /** A row more or less, known things filled in; judged when that is asked for. */
  private PlanForm changed(PlanForm form, String wanted, Model model) {
    Matcher away = ROW_AWAY.matcher(wanted);
    if (away.matches()) {
      return form.without(away.group(1), Integer.parseInt(away.group(2)));
    }
    Matcher recall = RECALL.matcher(wanted);
    if (recall.matches()) {
      String side = recall.group(1);
      Map<String, String> known = suggestions.ofMachine(form.text(side + ".machine"), side);
      model.addAttribute("unknown", known.isEmpty() ? side : null);
      return form.completed(known);
    }
    return wanted.equals("bekannt:schools") ? form.completed(suggestions.ofSchools(form)) : form;
  }

  /** A file that the interface for programs and the plans' folder take as it is. */
  private ResponseEntity<byte[]> download(JsonNode draft, String type) {
    boolean yaml = type.equals("yaml");
    return ResponseEntity.ok()
        .contentType(yaml ? MediaType.APPLICATION_YAML : MediaType.APPLICATION_JSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("umzugsplan." + type).build().toString())
        .body(yaml ? json.fileYaml(draft) : json.fileJson(draft));
  }

  private JsonNode read(String plan) {
    return json.readJson(plan.getBytes(StandardCharsets.UTF_8));
  }

  private static String shortened(String token) {
    return token.length() > LONGEST_TOKEN ? token.substring(0, LONGEST_TOKEN) : token;
  }

  private String page(
      PlanForm form, FormFindings findings, String token, String action, Model model) {
    model.addAttribute(
        "page",
        new FormPage(
            form,
            findings,
            suggestions.machines(),
            suggestions.all(),
            action.equals("mehr:schools"),
            action.equals("mehr:clients")));
    model.addAttribute("token", shortened(token));
    return "leitstand/neu";
  }
}
