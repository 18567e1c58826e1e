package de.asvumzug.check.tenant;

import de.asvumzug.check.TenantSettings.GapQuery;
import java.util.List;
import java.util.Optional;

/**
 * Something of a school that its backup could not carry and that people complete.
 *
 * @param school Schulnummer
 * @param kind short name for evidence
 * @param title German, for people
 * @param items what it is; may name persons: for the school only, never on trail or evidence
 * @param count how many
 */
public record Gap(String school, String kind, String title, List<String> items, long count) {

  public Gap {
    items = List.copyOf(items);
  }

  /** Empty if nothing was found. */
  static Optional<Gap> of(String school, GapQuery query, List<String> items) {
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Gap(
                school,
                query.kind(),
                query.title(),
                query.items() ? items : List.of(),
                items.size()));
  }

  /** What trail and evidence may hold. */
  public Count counts() {
    return new Count(school, kind, title, count);
  }

  /** A gap without what would name persons. */
  public record Count(String school, String kind, String title, long count) {}
}
