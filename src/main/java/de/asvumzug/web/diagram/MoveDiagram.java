package de.asvumzug.web.diagram;

import de.asvumzug.web.diagram.MoveModels.Model;
import de.asvumzug.web.language.Words;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.Viewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** The diagrams of a move with what has run of them; for staff. */
@Service
public class MoveDiagram {
  /** The whole move; everything else is called by it or stands beside it. */
  public static final String WHOLE = "asv-migration";

  private final Moves moves;
  private final MoveModels models;
  private final Words words;

  MoveDiagram(Moves moves, MoveModels models, Words words) {
    this.moves = moves;
    this.models = models;
    this.words = words;
  }

  /**
   * A model that can be opened.
   *
   * @param name German
   * @param running whether something in it is open
   */
  public record Entry(String key, String name, boolean running) {}

  /**
   * How a model stands.
   *
   * @param name German
   */
  public record Shown(String key, String name, List<ElementStanding> elements) {}

  /**
   * The whole move, then what it has come to so far.
   *
   * @param steps of this move
   */
  public List<Entry> entries(String migrationId, List<StepView> steps) {
    return Stream.concat(
            Stream.of(WHOLE),
            steps.stream().map(StepView::model).distinct().filter(k -> !k.equals(WHOLE)))
        .flatMap(key -> models.find(migrationId, key).stream())
        .map(model -> new Entry(model.key(), model.name(), running(model, steps)))
        .toList();
  }

  private static boolean running(Model model, List<StepView> steps) {
    return steps.stream()
        .anyMatch(step -> step.model().equals(model.key()) && step.endedAt() == null);
  }

  /**
   * @throws de.asvumzug.plan.UnknownMigration see {@link Moves#get}
   * @throws NoSuchElementException if there is no such model
   */
  Shown shown(String migrationId, String key, Viewer viewer) {
    List<StepView> steps = moves.steps(migrationId, viewer);
    Map<String, Optional<Model>> read = new HashMap<>();
    ModelStanding standing =
        new ModelStanding(
            steps, one -> read.computeIfAbsent(one, k -> models.find(migrationId, k)), words);
    Model model = models.find(migrationId, key).orElseThrow();
    return new Shown(model.key(), model.name(), standing.of(model));
  }

  /**
   * BPMN of the model as a move would run it that begins now.
   *
   * @throws NoSuchElementException if there is no such model
   */
  String xml(String key) {
    return models.newest(key).orElseThrow().xml();
  }

  /** BPMN, as {@link #shown}. */
  String xml(String migrationId, String key, Viewer viewer) {
    moves.get(migrationId, viewer);
    return models.find(migrationId, key).orElseThrow().xml();
  }
}
