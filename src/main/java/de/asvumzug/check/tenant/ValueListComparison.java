package de.asvumzug.check.tenant;

import de.asvumzug.check.tenant.TenantComparison.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares the value lists (Wertelisten) of two servers: a school backup can be restored only where
 * they are the same (docs/domain.md §13, trap 13).
 *
 * @param differences by list; empty if all are equal
 */
public record ValueListComparison(List<Difference> differences) {

  public ValueListComparison {
    differences = List.copyOf(differences);
  }

  public static ValueListComparison of(TenantMeasurement source, TenantMeasurement target) {
    List<Difference> found = new ArrayList<>();
    if (!source.algorithm().equals(target.algorithm())) {
      found.add(new Difference("Verfahren", "nicht vergleichbar"));
    } else {
      TenantComparison.tables(source.valueLists(), target.valueLists(), found);
    }
    return new ValueListComparison(found);
  }

  public boolean equal() {
    return differences.isEmpty();
  }

  /** German, for people: which lists differ and what to do. */
  public String summary() {
    return equal()
        ? "Die Wertelisten beider Server sind gleich."
        : """
        Die Wertelisten beider Server unterscheiden sich: %s. \
        Bitte auf beiden Servern unter Anwendungsdaten die Wertelisten aktualisieren und \
        diesen Schritt wiederholen. Werden sie nicht neu geholt, weil der letzte Abruf zu \
        kurz zurückliegt, die Wertelisten zurücksetzen; den Hash-Code dafür gibt der \
        Multiplikator aus."""
            .formatted(
                differences.stream().map(Difference::text).collect(Collectors.joining("; ")));
  }
}
