package de.asvumzug.web.overview;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.overview.OverviewPage.Choice;
import de.asvumzug.web.overview.OverviewPage.Row;
import de.asvumzug.web.overview.OverviewPage.Total;
import de.asvumzug.web.overview.OverviewReader.Look;
import de.asvumzug.web.overview.OverviewReader.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Makes pages of the overview. */
@Service
class Overviews {
  static final int PAGE = 50;

  private static final Duration OLD = Duration.ofMinutes(1);

  private final OverviewReader reader;

  Overviews(OverviewReader reader) {
    this.reader = reader;
  }

  /** For schools it is empty: they have a page of their own. */
  OverviewPage page(OverviewForm form, Viewer viewer, Instant now) {
    OverviewQuestion question = OverviewQuestion.of(form);
    if (!viewer.staff()) {
      return new OverviewPage(
          form, List.of(), 0, 1, 1, null, null, List.of(), List.of(), List.of(), List.of(),
          List.of(), List.of(), List.of());
    }
    OverviewFilter filter = question.filter();
    Map<OverviewMark, Integer> counts = reader.totals(filter.withoutMark());
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    int found = filter.mark() == null ? all : counts.getOrDefault(filter.mark(), 0);
    int pages = Math.max(1, (found + PAGE - 1) / PAGE);
    int number = Math.min(question.page(), pages);
    Optional<Look> look = reader.look();
    boolean behind = look.map(Look::lookedAt).filter(at -> !at.isBefore(now.minus(OLD))).isEmpty();
    return new OverviewPage(
        form,
        reader.rows(filter, (number - 1) * PAGE, PAGE).stream()
            .map(stored -> row(stored, behind))
            .toList(),
        found,
        number,
        pages,
        number == 1 ? null : form.page(number - 1),
        number == pages ? null : form.page(number + 1),
        totals(form, filter.mark(), counts, all),
        states(filter.mark()),
        Stream.of(OverviewOrder.values())
            .map(o -> new Choice(o.parameter(), o.label(), o == filter.order()))
            .toList(),
        choices(reader.sites(), form.standort(), MoveOverview::siteName),
        choices(technicians(), form.technik(), Overviews::technician),
        question.problems(),
        warnings(look, behind));
  }

  private static Row row(Stored stored, boolean behind) {
    boolean old = stored.failedAt() != null || behind && stored.move().open();
    return new Row(stored.move(), old ? stored.projectedAt() : null);
  }

  private static List<Total> totals(
      OverviewForm form, OverviewMark chosen, Map<OverviewMark, Integer> counts, int all) {
    List<Total> totals = new ArrayList<>();
    totals.add(new Total(null, "alle", all, form.inState(""), chosen == null));
    for (OverviewMark mark : OverviewMark.values()) {
      totals.add(
          new Total(
              mark.name(),
              mark.label(),
              counts.getOrDefault(mark, 0),
              form.inState(mark.name()),
              mark == chosen));
    }
    return totals;
  }

  private static List<Choice> states(OverviewMark chosen) {
    return Stream.of(OverviewMark.values())
        .map(mark -> new Choice(mark.name(), mark.label(), mark == chosen))
        .toList();
  }

  /** Also a value that no move has, so that the form shows what it filters by. */
  private static List<Choice> choices(
      List<String> known, String chosen, UnaryOperator<String> label) {
    return Stream.concat(known.stream(), Stream.of(chosen))
        .filter(value -> !value.isEmpty())
        .distinct()
        .map(value -> new Choice(value, label.apply(value), value.equals(chosen)))
        .toList();
  }

  private List<String> technicians() {
    return reader.technicians().stream()
        .map(name -> name.isEmpty() ? OverviewQuestion.NO_TECHNICIAN : name)
        .toList();
  }

  private static String technician(String value) {
    return value.equals(OverviewQuestion.NO_TECHNICIAN) ? "ohne Angabe" : value;
  }

  private static List<String> warnings(Optional<Look> look, boolean behind) {
    List<String> warnings = new ArrayList<>();
    if (behind) {
      warnings.add(
          look.map(Look::lookedAt)
              .map(
                  at ->
                      "Diese Übersicht wird gerade nicht nachgeführt; sie zeigt den Stand vom %s. Die Seite eines Umzugs zeigt immer den jetzigen."
                          .formatted(GermanFormat.dayAndTime(at)))
              .orElse(
                  "Diese Übersicht wird gerade erst aufgebaut; die Seite eines Umzugs zeigt immer den jetzigen Stand."));
    }
    look.map(Look::missing)
        .filter(missing -> missing > 0)
        .ifPresent(
            missing ->
                warnings.add(
                    missing == 1
                        ? "Ein Umzug fehlt hier noch: Sein Stand wird ermittelt."
                        : "%d Umzüge fehlen hier noch: Ihr Stand wird ermittelt."
                            .formatted(missing)));
    return warnings;
  }
}
