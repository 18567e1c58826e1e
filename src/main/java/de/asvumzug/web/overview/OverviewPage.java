package de.asvumzug.web.overview;

import java.time.Instant;
import java.util.List;

/**
 * One page of the overview.
 *
 * @param found how many moves fit the filter
 * @param number of this page, from 1
 * @param newer address of the page before; null on the first one
 * @param older address of the page after; null on the last one
 * @param totals how many moves there are in each state, all others of the filter kept
 * @param sites what can be filtered by
 * @param technicians what can be filtered by
 * @param problems German: what of the filter was not understood
 * @param warnings German: what is wrong with the overview itself
 */
public record OverviewPage(
    OverviewForm form,
    List<Row> rows,
    int found,
    int number,
    int pages,
    String newer,
    String older,
    List<Total> totals,
    List<Choice> states,
    List<Choice> orders,
    List<Choice> sites,
    List<Choice> technicians,
    List<String> problems,
    List<String> warnings) {

  /**
   * @param asOf when this was so; null if it is so now
   */
  public record Row(MoveOverview move, Instant asOf) {}

  /**
   * @param mark name of the state for its mark; null for all
   * @param label German
   * @param address the page with this state alone
   * @param chosen whether it is this one that is shown
   */
  public record Total(String mark, String label, int count, String address, boolean chosen) {}

  /**
   * @param label German
   */
  public record Choice(String value, String label, boolean chosen) {}
}
