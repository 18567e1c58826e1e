package de.asvumzug.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Mail addresses of the people beside the schools; each may be empty, then that group gets no mail.
 */
public record Contacts(String technician, String operator, String itManagement) {

  /** Whom everybody may ask, e.g. {@code Technik: technik@example.org}; those that are known. */
  public List<String> forQuestions() {
    return Stream.of(contact("Technik", technician), contact("Betreiber", operator))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> contact(String who, String address) {
    return Optional.ofNullable(address)
        .filter(given -> !given.isBlank())
        .map(given -> who + ": " + given.strip());
  }
}
