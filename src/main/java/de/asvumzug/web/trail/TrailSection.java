package de.asvumzug.web.trail;

import de.asvumzug.plan.School;
import de.asvumzug.trail.chain.TrailRow;
import java.util.List;

/**
 * One page of a move's trail, as the move's page shows it.
 *
 * @param move its number
 * @param rows in order, the newest at the end
 * @param found how many lines there are on all pages
 * @param number of the page, from 1, the newest
 * @param newer address of the page with newer lines; null if there is none
 * @param older address of the page with older lines; null if there is none
 * @param all address of all lines at once
 * @param hidden how many commands are left out
 * @param commands address of the same with commands, or without if they are shown
 * @param problems German: what was not understood
 */
public record TrailSection(
    String move,
    TrailForm form,
    List<TrailRow> rows,
    int found,
    int number,
    int pages,
    String newer,
    String older,
    String all,
    int hidden,
    String commands,
    List<School> schools,
    List<String> problems) {

  /** For the form's list. */
  public List<TrailGroup> groups() {
    return List.of(TrailGroup.values());
  }

  /** Address of the lines that fit, as a table; null if the filter was not understood. */
  public String csv() {
    return problems.isEmpty() ? form.extract(move, "csv") : null;
  }

  /** The same as JSON. */
  public String json() {
    return problems.isEmpty() ? form.extract(move, "json") : null;
  }
}
