package de.asvumzug.web.protocol;

import de.asvumzug.protocol.diagram.DiagramDrawing;
import de.asvumzug.protocol.diagram.DiagramReader;
import de.asvumzug.protocol.diagram.Mark;
import de.asvumzug.protocol.pdf.Drawing;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.web.diagram.MoveDiagram;
import de.asvumzug.web.diagram.MoveModels;
import de.asvumzug.web.diagram.MoveModels.Model;
import de.asvumzug.web.move.StepStanding.Kind;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.protocol.section.MoveRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The models that a move has run, drawn with what has run of them. */
@Component
final class ProtocolDiagrams {
  /** Of one unit of a diagram; so letters are as high as in small print. */
  private static final double MILLIMETRES = 0.2;

  /** A page has at least this much room for the heading. */
  private static final int LEAST_WIDTH = 210;

  private static final int HEADING = 60;

  private final MoveDiagram diagrams;
  private final MoveModels models;

  ProtocolDiagrams(MoveDiagram diagrams, MoveModels models) {
    this.diagrams = diagrams;
    this.models = models;
  }

  /**
   * A page with one diagram.
   *
   * @param name German
   * @param sha256 of the model's file
   * @param says German, for those who cannot see it
   * @param drawing null if the model has none
   * @param widthMm of the drawing
   * @param heightMm of the drawing
   */
  record Page(
      String key,
      String name,
      String sha256,
      String says,
      Drawing drawing,
      int widthMm,
      int heightMm) {

    /** CSS: a page as large as the drawing needs, so that it can be read when magnified. */
    String style() {
      return """
          @page m-%1$s { size: %2$dmm %3$dmm; margin: 15mm }
          .m-%1$s { page: m-%1$s }
          .m-%1$s object { width: %4$dmm; height: %5$dmm }
          """
          .formatted(
              key, Math.max(LEAST_WIDTH, widthMm + 30), heightMm + HEADING, widthMm, heightMm);
    }
  }

  /** The whole move first, then what it has come to. */
  List<Page> of(MoveRecord move) {
    List<Page> pages = new ArrayList<>();
    for (MoveDiagram.Entry entry : diagrams.entries(move.id(), move.steps())) {
      models.find(move.id(), entry.key()).ifPresent(model -> pages.add(page(model, move.steps())));
    }
    return pages;
  }

  private static Page page(Model model, List<StepView> steps) {
    Map<String, Mark> marks = new LinkedHashMap<>();
    Map<String, String> said = new LinkedHashMap<>();
    for (StepView step : steps) {
      if (step.model().equals(model.key())) {
        marks.merge(step.element(), mark(step), ProtocolDiagrams::worse);
        if (step.work()) {
          said.put(step.name(), step.standing().label());
        }
      }
    }
    Drawing drawing =
        DiagramReader.read(model.xml())
            .map(diagram -> new DiagramDrawing(diagram, marks))
            .orElse(null);
    return new Page(
        model.key(),
        model.name(),
        TrailHash.ofText(model.xml()),
        says(model.name(), said),
        drawing,
        drawing == null ? 0 : (int) Math.ceil(drawing.width() * MILLIMETRES),
        drawing == null ? 0 : (int) Math.ceil(drawing.height() * MILLIMETRES));
  }

  private static Mark worse(Mark one, Mark other) {
    return one == Mark.DONE ? other : one;
  }

  private static Mark mark(StepView step) {
    Kind kind = step.standing().kind();
    if (kind == Kind.SKIPPED || kind == Kind.CANCELLED) {
      return Mark.OTHERWISE;
    }
    return step.endedAt() == null ? Mark.OPEN : Mark.DONE;
  }

  private static String says(String name, Map<String, String> said) {
    List<String> parts = new ArrayList<>();
    said.forEach((step, standing) -> parts.add(step + " (" + standing + ")"));
    return parts.isEmpty()
        ? "Modell „" + name + "“; davon ist nichts gelaufen."
        : "Modell „" + name + "“. Gelaufen: " + String.join(", ", parts) + ".";
  }
}
