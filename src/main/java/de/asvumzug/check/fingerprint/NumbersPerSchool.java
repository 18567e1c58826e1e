package de.asvumzug.check.fingerprint;

import java.util.List;
import java.util.Optional;

/** Numbers of all schools of a server. */
public record NumbersPerSchool(List<SchoolNumbers> schools) {

  public NumbersPerSchool {
    schools = List.copyOf(schools);
  }

  public Optional<SchoolNumbers> of(String schoolNumber) {
    return schools.stream().filter(school -> school.school().equals(schoolNumber)).findFirst();
  }
}
