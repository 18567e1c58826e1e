package de.asvumzug.web.trail;

import de.asvumzug.trail.TrailKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a form narrows a trail to.
 *
 * @param kinds of these only
 * @param school null for all
 * @param words null for all
 * @param problems German: what was not understood and narrows nothing
 */
record TrailFilter(Set<TrailKind> kinds, String school, String words, List<String> problems) {
  private static final int LONGEST_SEARCH = 100;
  private static final int SHOWN = 40;
  private static final String SCHOOL = "[0-9A-Za-z]{1,20}";

  /**
   * @param schools that the move has; null for all moves, where any number may be asked for
   */
  static TrailFilter of(TrailForm form, Collection<String> schools) {
    List<String> problems = new ArrayList<>();
    return new TrailFilter(
        kinds(form, problems), school(form, schools, problems), words(form, problems), problems);
  }

  private static Set<TrailKind> kinds(TrailForm form, List<String> problems) {
    if (!form.art().isEmpty()) {
      var group = TrailGroup.named(form.art());
      if (group.isPresent()) {
        return group.get().kinds();
      }
      problems.add(
          "Die Art „%s“ gibt es nicht. Bitte wählen Sie eine aus der Liste; gezeigt werden alle."
              .formatted(shown(form.art())));
    }
    return form.withCommands() || form.all()
        ? EnumSet.allOf(TrailKind.class)
        : EnumSet.complementOf(EnumSet.of(TrailKind.COMMAND));
  }

  private static String school(TrailForm form, Collection<String> schools, List<String> problems) {
    if (form.schule().isEmpty()) {
      return null;
    }
    if (schools == null ? form.schule().matches(SCHOOL) : schools.contains(form.schule())) {
      return form.schule();
    }
    problems.add(
        "Die Schule „%s“ gehört nicht zu diesem Umzug. Bitte wählen Sie eine aus der Liste; gezeigt werden alle."
            .formatted(shown(form.schule())));
    return null;
  }

  private static String words(TrailForm form, List<String> problems) {
    if (form.worte().length() > LONGEST_SEARCH) {
      problems.add(
          "Die Suche ist zu lang. Bitte suchen Sie mit höchstens %d Zeichen."
              .formatted(LONGEST_SEARCH));
      return null;
    }
    return form.worte().isEmpty() ? null : form.worte();
  }

  static String shown(String typed) {
    return typed.length() > SHOWN ? typed.substring(0, SHOWN) + "…" : typed;
  }
}
