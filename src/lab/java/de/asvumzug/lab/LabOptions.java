package de.asvumzug.lab;

import java.time.Duration;

/**
 * What a lab looks like; ports 0 mean any free port.
 *
 * @param pupils how many pupils over all schools
 * @param schools how many schools, numbered from 0001
 * @param marksPerSubject marks of each pupil in each of eight subjects: sets the size of the data
 * @param seed the same seed gives the same data
 * @param compactDelay how long a School server takes between removing and renaming its file at stop
 * @param bindAddress address that the lab's servers listen on
 */
public record LabOptions(
    int pupils,
    int schools,
    int marksPerSubject,
    long seed,
    Duration compactDelay,
    String bindAddress,
    int clientPortOld,
    int clientPortNew,
    int postgresPortOld,
    int postgresPortNew,
    int centralPort) {

  public static LabOptions defaults() {
    return new LabOptions(
        1500, 3, 2, 20261122L, Duration.ofMillis(400), "127.0.0.1", 0, 0, 0, 0, 0);
  }

  public LabOptions withPupils(int number) {
    return new LabOptions(
        number,
        schools,
        marksPerSubject,
        seed,
        compactDelay,
        bindAddress,
        clientPortOld,
        clientPortNew,
        postgresPortOld,
        postgresPortNew,
        centralPort);
  }

  public LabOptions withSchools(int number) {
    return new LabOptions(
        pupils,
        number,
        marksPerSubject,
        seed,
        compactDelay,
        bindAddress,
        clientPortOld,
        clientPortNew,
        postgresPortOld,
        postgresPortNew,
        centralPort);
  }

  public LabOptions withMarksPerSubject(int number) {
    return new LabOptions(
        pupils,
        schools,
        number,
        seed,
        compactDelay,
        bindAddress,
        clientPortOld,
        clientPortNew,
        postgresPortOld,
        postgresPortNew,
        centralPort);
  }

  public LabOptions withSeed(long other) {
    return new LabOptions(
        pupils,
        schools,
        marksPerSubject,
        other,
        compactDelay,
        bindAddress,
        clientPortOld,
        clientPortNew,
        postgresPortOld,
        postgresPortNew,
        centralPort);
  }

  public LabOptions withCompactDelay(Duration delay) {
    return new LabOptions(
        pupils,
        schools,
        marksPerSubject,
        seed,
        delay,
        bindAddress,
        clientPortOld,
        clientPortNew,
        postgresPortOld,
        postgresPortNew,
        centralPort);
  }

  public LabOptions withBindAddress(String address) {
    return new LabOptions(
        pupils,
        schools,
        marksPerSubject,
        seed,
        compactDelay,
        address,
        clientPortOld,
        clientPortNew,
        postgresPortOld,
        postgresPortNew,
        centralPort);
  }

  public LabOptions withPorts(
      int clientOld, int clientNew, int postgresOld, int postgresNew, int central) {
    return new LabOptions(
        pupils,
        schools,
        marksPerSubject,
        seed,
        compactDelay,
        bindAddress,
        clientOld,
        clientNew,
        postgresOld,
        postgresNew,
        central);
  }
}
