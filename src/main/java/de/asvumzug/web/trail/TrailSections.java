package de.asvumzug.web.trail;

import de.asvumzug.trail.TrailKind;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.TrailLines;
import de.asvumzug.web.move.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * Makes the pages of a move's trail. Commands are most of its lines and are read by few: they are
 * left out unless somebody asks for them.
 */
@Service
public class TrailSections {
  static final int PAGE = 100;

  private final Moves moves;

  public TrailSections(Moves moves) {
    this.moves = moves;
  }

  /**
   * @param parameters of the page; what cannot be understood narrows nothing and is named
   */
  public TrailSection of(MoveView move, Map<String, String> parameters, Viewer viewer) {
    TrailForm form = TrailForm.of(parameters);
    TrailFilter filter = TrailFilter.of(form, move.plan().schoolNumbers());
    List<String> problems = new ArrayList<>(filter.problems());
    Set<TrailKind> kinds = filter.kinds();
    TrailLines lines = moves.trail(move.id(), kinds, filter.school(), filter.words(), viewer);
    Map<TrailKind, Integer> counts = lines.counts();
    int found = kinds.stream().mapToInt(kind -> counts.getOrDefault(kind, 0)).sum();
    int size = form.all() ? Math.max(1, found) : PAGE;
    int pages = Math.max(1, (found + size - 1) / size);
    int number = Math.min(page(form, problems), pages);
    boolean hides = form.art().isEmpty() && !kinds.contains(TrailKind.COMMAND);
    return new TrailSection(
        move.id(),
        form,
        lines.newest((number - 1) * size, size),
        found,
        number,
        pages,
        number == 1 ? null : form.page(move.id(), number - 1),
        number == pages ? null : form.page(move.id(), number + 1),
        form.all(move.id()),
        hides ? counts.getOrDefault(TrailKind.COMMAND, 0) : 0,
        form.commands(move.id(), hides),
        move.plan().schools(),
        List.copyOf(problems));
  }

  private static int page(TrailForm form, List<String> problems) {
    if (form.protokoll().isEmpty() || form.all()) {
      return 1;
    }
    if (form.protokoll().matches("[1-9][0-9]{0,5}")) {
      return Integer.parseInt(form.protokoll());
    }
    problems.add(
        "Die Seite „%s“ des Protokolls gibt es nicht; gezeigt wird die neueste."
            .formatted(TrailFilter.shown(form.protokoll())));
    return 1;
  }
}
