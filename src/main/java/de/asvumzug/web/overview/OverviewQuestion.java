package de.asvumzug.web.overview;

import de.asvumzug.plan.intake.PlanReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parameters of the page ask for. A value that cannot be understood narrows nothing and is
 * named.
 *
 * @param page from 1
 * @param problems German sentences; empty if everything was understood
 */
record OverviewQuestion(OverviewFilter filter, int page, List<String> problems) {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2200;
  private static final int LONGEST_SEARCH = 100;
  private static final int SHOWN = 40;

  /** In place of the empty value, which asks for all. */
  static final String NO_TECHNICIAN = "ohne";

  OverviewQuestion {
    problems = List.copyOf(problems);
  }

  static OverviewQuestion of(OverviewForm form) {
    List<String> problems = new ArrayList<>();
    LocalDate from = day("von", form.von(), problems);
    LocalDate until = day("bis", form.bis(), problems);
    if (from != null && until != null && until.isBefore(from)) {
      problems.add(
          "Das Zeitfenster endet, bevor es beginnt. Bitte tauschen Sie „von“ und „bis“; gezeigt werden Umzüge zu allen Zeiten.");
      from = null;
      until = null;
    }
    OverviewFilter filter =
        new OverviewFilter(
            mark(form.zustand(), problems),
            from == null ? null : midnight(from),
            until == null ? null : midnight(until.plusDays(1)),
            form.standort().isEmpty() ? null : form.standort(),
            technician(form.technik()),
            words(form.suche(), problems),
            order(form.sortierung(), problems));
    return new OverviewQuestion(filter, page(form.seite(), problems), problems);
  }

  private static OverviewMark mark(String typed, List<String> problems) {
    if (typed.isEmpty()) {
      return null;
    }
    return OverviewMark.named(typed)
        .orElseGet(
            () -> {
              problems.add(
                  "Den Zustand „%s“ gibt es nicht. Bitte wählen Sie einen aus der Liste; gezeigt werden alle."
                      .formatted(shown(typed)));
              return null;
            });
  }

  private static OverviewOrder order(String typed, List<String> problems) {
    if (typed.isEmpty()) {
      return OverviewOrder.URGENT;
    }
    return OverviewOrder.named(typed)
        .orElseGet(
            () -> {
              problems.add(
                  "Die Sortierung „%s“ gibt es nicht. Bitte wählen Sie eine aus der Liste."
                      .formatted(shown(typed)));
              return OverviewOrder.URGENT;
            });
  }

  private static LocalDate day(String field, String typed, List<String> problems) {
    if (typed.isEmpty()) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(typed);
      if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
        return day;
      }
    } catch (DateTimeException e) {
      // Named below, like a year that cannot be meant.
    }
    problems.add(
        "„%s“ bei „%s“ ist kein Datum, nach dem gesucht werden kann. Bitte geben Sie es so ein: 31.12.2026."
            .formatted(shown(typed), field));
    return null;
  }

  private static String technician(String typed) {
    if (typed.isEmpty()) {
      return null;
    }
    return typed.equals(NO_TECHNICIAN) ? "" : typed;
  }

  private static String words(String typed, List<String> problems) {
    if (typed.isEmpty()) {
      return null;
    }
    if (typed.length() > LONGEST_SEARCH) {
      problems.add(
          "Die Suche ist zu lang. Bitte suchen Sie mit höchstens %d Zeichen."
              .formatted(LONGEST_SEARCH));
      return null;
    }
    String query = OverviewWords.query(typed);
    if (query == null) {
      problems.add(
          "Nach „%s“ kann nicht gesucht werden. Bitte geben Sie Buchstaben oder Ziffern ein."
              .formatted(shown(typed)));
    }
    return query;
  }

  private static int page(String typed, List<String> problems) {
    if (typed.isEmpty()) {
      return 1;
    }
    if (typed.matches("[1-9][0-9]{0,5}")) {
      return Integer.parseInt(typed);
    }
    problems.add("Die Seite „%s“ gibt es nicht; gezeigt wird die erste.".formatted(shown(typed)));
    return 1;
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(PlanReader.ZONE).toInstant();
  }

  private static String shown(String typed) {
    return typed.length() > SHOWN ? typed.substring(0, SHOWN) + "…" : typed;
  }
}
