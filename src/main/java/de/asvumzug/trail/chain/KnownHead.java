package de.asvumzug.trail.chain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of a trail as somebody has it from elsewhere, e.g. from a mail.
 *
 * @param number number of the line
 * @param hash its hash
 */
public record KnownHead(long number, String hash) {

  /** German; empty if the lines continue this head. */
  public Optional<String> fault(List<StoredRow> rows) {
    String expected = hash.strip().toLowerCase(Locale.ROOT);
    Optional<StoredRow> there = rows.stream().filter(row -> row.number() == number).findFirst();
    if (there.isEmpty()) {
      return Optional.of(
          "Zeile %s, die außerhalb der Datenbank bekannt ist, gibt es nicht%s"
              .formatted(
                  number,
                  rows.isEmpty()
                      ? "."
                      : "; das Protokoll endet mit Zeile "
                          + rows.get(rows.size() - 1).number()
                          + ". Es wurde also auf einen älteren Stand gebracht."));
    }
    return there.get().hash().equals(expected)
        ? Optional.empty()
        : Optional.of(
            """
            Zeile %s ist nicht die, die außerhalb der Datenbank bekannt ist (Prüfsumme jetzt \
            %s, bekannt %s). Das Protokoll wurde bis dorthin neu geschrieben."""
                .formatted(number, there.get().hash(), expected));
  }

  /** German; for a head that the lines continue. */
  public String confirmed(List<StoredRow> rows) {
    return "Das Protokoll setzt den bekannten Stand (Zeile %s) unverändert fort, bis Zeile %s."
        .formatted(number, rows.get(rows.size() - 1).number());
  }
}
