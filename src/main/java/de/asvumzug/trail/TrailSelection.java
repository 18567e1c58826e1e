package de.asvumzug.trail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which lines of a move's trail are asked for.
 *
 * @param kinds of these only; null for all
 * @param school Schulnummer; null for lines of all schools and of none
 * @param words anywhere in the line or in what was typed with it, in whatever case; null for all
 * @param visible lines of other schools than these are left out; null if nothing is
 */
public record TrailSelection(
    Set<TrailKind> kinds, String school, String words, Set<String> visible) {

  /** A condition of the database; no value is in its text. */
  String where() {
    return where("t.migration_id = :id");
  }

  /** The same over the trails of all moves. */
  String whereInAll() {
    return where("true");
  }

  private String where(String move) {
    List<String> conditions = new ArrayList<>(List.of(move));
    if (kinds != null) {
      conditions.add("t.kind in (:kinds)");
    }
    if (school != null) {
      conditions.add("t.school = :school");
    }
    if (visible != null) {
      conditions.add(
          visible.isEmpty() ? "t.school is null" : "(t.school is null or t.school in (:visible))");
    }
    if (words != null) {
      conditions.add(
          """
          (concat_ws(' ', t.text, t.actor, t.machine) ilike :words
           or exists (select from umzug.trail_words w
                       where w.migration_id = t.migration_id and w.number = t.number
                         and w.words ilike :words))""");
    }
    return String.join(" and ", conditions);
  }

  /** The values of {@link #where}, or with null those of {@link #whereInAll}. */
  Map<String, Object> values(String migrationId) {
    Map<String, Object> values = new HashMap<>();
    if (migrationId != null) {
      values.put("id", migrationId);
    }
    if (kinds != null) {
      values.put("kinds", kinds.stream().map(TrailKind::name).toList());
    }
    if (school != null) {
      values.put("school", school);
    }
    if (visible != null && !visible.isEmpty()) {
      values.put("visible", List.copyOf(visible));
    }
    if (words != null) {
      values.put("words", "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%");
    }
    return values;
  }

  /** The same of all kinds. */
  TrailSelection ofAllKinds() {
    return new TrailSelection(null, school, words, visible);
  }
}
