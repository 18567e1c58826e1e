package de.asvumzug.web.move;

import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.intake.FiledMigration;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.SchoolVoices.SchoolSaid;
import de.asvumzug.trail.TrailExport;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.TrailSelection;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.verify.Verification;
import de.asvumzug.web.move.MoveOutlook.Outlook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Everything that can be read about moves, cut to what the viewer may see. */
@Service
public class Moves {
  private final Migrations migrations;
  private final MoveHistory history;
  private final MoveFailures failures;
  private final MoveOutlook outlook;
  private final SchoolVoices voices;
  private final TrailReader trail;

  public Moves(
      Migrations migrations,
      MoveHistory history,
      MoveFailures failures,
      MoveOutlook outlook,
      SchoolVoices voices,
      TrailReader trail) {
    this.failures = failures;
    this.outlook = outlook;
    this.voices = voices;
    this.migrations = migrations;
    this.history = history;
    this.trail = trail;
  }

  /**
   * For staff every move, for a school its own ones; the newest one first.
   *
   * @param known how moves stand, by id; only what is missing there is asked of the engine
   */
  public List<MoveView> list(Viewer viewer, Map<String, MoveStatus> known) {
    return viewer.staff()
        ? migrations.list().stream()
            .map(
                filed -> {
                  MoveStatus status = known.get(filed.plan().id());
                  return status == null ? view(filed, viewer) : view(filed, status, viewer);
                })
            .toList()
        : ofSchools(viewer);
  }

  /** The moves that the viewer's schools take part in, the newest one first. */
  public List<MoveView> ofSchools(Viewer viewer) {
    return migrations.ofSchools(viewer.schoolNumbers()).stream()
        .map(filed -> view(filed, viewer))
        .toList();
  }

  /**
   * @throws UnknownMigration also if there is one that the viewer may not see, so that numbers of
   *     other schools' moves cannot be told from numbers that were never given
   */
  public MoveView get(String id, Viewer viewer) {
    return view(visible(id, viewer), viewer);
  }

  public List<StepView> steps(String id, Viewer viewer) {
    visible(id, viewer);
    return history.steps(id).stream().filter(step -> viewer.concerned(step.school())).toList();
  }

  /**
   * What failed is told to staff only: a message may quote a machine.
   *
   * @param steps of this move
   */
  public MoveHead head(MoveView move, List<StepView> steps, Viewer viewer) {
    Outlook known = outlook.of(visible(move.id(), viewer).plan());
    return viewer.staff()
        ? MoveHead.forStaff(move, steps, failures.open(move.id()), known)
        : MoveHead.forSchool(move.status().state(), steps, known);
  }

  /** What this school was asked and said so far; staff has {@link #answers}. */
  public List<SchoolSaid> said(String id, Viewer viewer) {
    return viewer.shown(visible(id, viewer).plan()).schools().stream()
        .flatMap(school -> voices.of(id, school.number()).stream())
        .toList();
  }

  /** What the schools answered after the move, in their words; for staff only. */
  public Optional<Table> answers(String id, Viewer viewer) {
    FiledMigration filed = visible(id, viewer);
    return viewer.staff() ? voices.answersTable(filed.plan()) : Optional.empty();
  }

  /**
   * Lines of the trail that this viewer may see, as {@link TrailReader#rows(String, TrailSelection,
   * int, int)}.
   *
   * @param kinds null for all
   * @param school null for all
   * @param words null for all
   */
  public TrailLines trail(
      String id, Set<TrailKind> kinds, String school, String words, Viewer viewer) {
    visible(id, viewer);
    Set<String> visible = viewer.staff() ? null : viewer.schoolNumbers();
    return new TrailLines(trail, id, new TrailSelection(kinds, school, words, visible));
  }

  /**
   * The trail to be taken away and checked elsewhere.
   *
   * @param words whether with what people typed
   */
  public TrailExport export(String id, boolean words, Viewer viewer) {
    visible(id, viewer);
    TrailExport export = trail.export(id).only(row -> viewer.concerned(row.school()));
    return words ? export : export.withoutWords();
  }

  /**
   * @param known a head that the viewer has from elsewhere; may be null
   */
  public Verification verification(String id, KnownHead known, Viewer viewer) {
    visible(id, viewer);
    return known == null ? trail.verify(id) : trail.verify(id, known);
  }

  /** What is wrong with the trails as a whole; for staff only, since it names moves. */
  public List<String> faultsOfTrails(Viewer viewer) {
    return viewer.staff() ? trail.faultsOfBook() : List.of();
  }

  private FiledMigration visible(String id, Viewer viewer) {
    return migrations
        .filed(id)
        .filter(filed -> viewer.maySee(filed.plan()))
        .orElseThrow(() -> new UnknownMigration(id));
  }

  private MoveView view(FiledMigration filed, Viewer viewer) {
    return view(filed, history.status(filed.plan().id()), viewer);
  }

  private static MoveView view(FiledMigration filed, MoveStatus status, Viewer viewer) {
    return new MoveView(
        filed.plan().id(),
        filed.plan().title(),
        status,
        filed.revision(),
        filed.createdAt(),
        filed.createdBy(),
        viewer.shown(filed.plan()));
  }
}
