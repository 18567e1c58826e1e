package de.asvumzug.lab;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a lab looks like; ports 0 mean any free port.
 *
 * @param oldVariant of the working server
 * @param newVariant of the server that it moves to
 * @param oldVersion that the old server runs
 * @param newVersion that is to be installed, or is installed
 * @param pupils how many pupils over all schools of the old server
 * @param schools how many schools the old server has, numbered from 0001
 * @param movingSchools how many of them move; the plan lists only those
 * @param targetSchools how many schools the new server works for already, numbered from 0101; 0 for
 *     an empty machine
 * @param marksPerSubject marks of each pupil in each of eight subjects: sets the size of the data
 * @param seed the same seed gives the same data
 * @param compactDelay how long a School server takes between removing and renaming its file at stop
 * @param overSsh whether the application shall reach the machines by OpenSSH, each under a log-in
 *     of its own where this computer has the two of {@link LabUsers}
 * @param bindAddress address that the lab's servers listen on
 */
public record LabOptions(
    LabVariant oldVariant,
    LabVariant newVariant,
    String oldVersion,
    String newVersion,
    int pupils,
    int schools,
    int movingSchools,
    int targetSchools,
    int marksPerSubject,
    long seed,
    Duration compactDelay,
    boolean overSsh,
    String bindAddress,
    int clientPortOld,
    int clientPortNew,
    int postgresPortOld,
    int postgresPortNew,
    int centralPort) {

  /** Names of the six moves that the demo knows (README), see {@link #route}. */
  public static final List<String> ROUTES =
      List.of(
          "full-enterprise",
          "full-school",
          "school-to-enterprise",
          "enterprise-to-school",
          "tenant-out",
          "tenant-in");

  public static LabOptions defaults() {
    return new Draft().finished();
  }

  /**
   * The lab of one of the six moves.
   *
   * @param route one of {@link #ROUTES}
   */
  public static LabOptions route(String route) {
    return switch (route) {
      case "full-enterprise" -> defaults();
      case "full-school" -> defaults().withVariants(LabVariant.SCHOOL, LabVariant.SCHOOL);
      case "school-to-enterprise" ->
          sameVersion().withVariants(LabVariant.SCHOOL, LabVariant.ENTERPRISE);
      case "enterprise-to-school" ->
          sameVersion().withVariants(LabVariant.ENTERPRISE, LabVariant.SCHOOL);
      case "tenant-out" ->
          sameVersion().withVariants(LabVariant.ENTERPRISE, LabVariant.SCHOOL).withMovingSchools(1);
      case "tenant-in" ->
          sameVersion()
              .withVariants(LabVariant.SCHOOL, LabVariant.ENTERPRISE)
              .withSchools(1)
              .withTargetSchools(2);
      default -> throw new IllegalArgumentException("unknown route " + route);
    };
  }

  private static LabOptions sameVersion() {
    return defaults().withVersions(Lab.NEW_VERSION, Lab.NEW_VERSION);
  }

  public boolean someMove() {
    return movingSchools < schools;
  }

  public LabOptions withVariants(LabVariant old, LabVariant neu) {
    return changed(
        draft -> {
          draft.oldVariant = old;
          draft.newVariant = neu;
        });
  }

  public LabOptions withVersions(String old, String neu) {
    return changed(
        draft -> {
          draft.oldVersion = old;
          draft.newVersion = neu;
        });
  }

  public LabOptions withPupils(int number) {
    return changed(draft -> draft.pupils = number);
  }

  /** All of them move, unless {@link #withMovingSchools} says otherwise afterwards. */
  public LabOptions withSchools(int number) {
    return changed(
        draft -> {
          draft.schools = number;
          draft.movingSchools = number;
        });
  }

  public LabOptions withMovingSchools(int number) {
    return changed(draft -> draft.movingSchools = number);
  }

  public LabOptions withTargetSchools(int number) {
    return changed(draft -> draft.targetSchools = number);
  }

  public LabOptions withMarksPerSubject(int number) {
    return changed(draft -> draft.marksPerSubject = number);
  }

  public LabOptions withSeed(long other) {
    return changed(draft -> draft.seed = other);
  }

  public LabOptions withCompactDelay(Duration delay) {
    return changed(draft -> draft.compactDelay = delay);
  }

  public LabOptions withSsh() {
    return changed(draft -> draft.overSsh = true);
  }

  public LabOptions withBindAddress(String address) {
    return changed(draft -> draft.bindAddress = address);
  }

  public LabOptions withPorts(
      int clientOld, int clientNew, int postgresOld, int postgresNew, int central) {
    return changed(
        draft -> {
          draft.clientPortOld = clientOld;
          draft.clientPortNew = clientNew;
          draft.postgresPortOld = postgresOld;
          draft.postgresPortNew = postgresNew;
          draft.centralPort = central;
        });
  }

  private LabOptions changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** The same values, to be changed. */
  private static final class Draft {
    private LabVariant oldVariant = LabVariant.ENTERPRISE;
    private LabVariant newVariant = LabVariant.ENTERPRISE;
    private String oldVersion = Lab.OLD_VERSION;
    private String newVersion = Lab.NEW_VERSION;
    private int pupils = 1500;
    private int schools = 3;
    private int movingSchools = 3;
    private int targetSchools;
    private int marksPerSubject = 2;
    private long seed = 20261122L;
    private Duration compactDelay = Duration.ofMillis(400);
    private boolean overSsh;
    private String bindAddress = "127.0.0.1";
    private int clientPortOld;
    private int clientPortNew;
    private int postgresPortOld;
    private int postgresPortNew;
    private int centralPort;

    Draft() {}

    Draft(LabOptions options) {
      oldVariant = options.oldVariant;
      newVariant = options.newVariant;
      oldVersion = options.oldVersion;
      newVersion = options.newVersion;
      pupils = options.pupils;
      schools = options.schools;
      movingSchools = options.movingSchools;
      targetSchools = options.targetSchools;
      marksPerSubject = options.marksPerSubject;
      seed = options.seed;
      compactDelay = options.compactDelay;
      overSsh = options.overSsh;
      bindAddress = options.bindAddress;
      clientPortOld = options.clientPortOld;
      clientPortNew = options.clientPortNew;
      postgresPortOld = options.postgresPortOld;
      postgresPortNew = options.postgresPortNew;
      centralPort = options.centralPort;
    }

    LabOptions finished() {
      return new LabOptions(
          oldVariant,
          newVariant,
          oldVersion,
          newVersion,
          pupils,
          schools,
          movingSchools,
          targetSchools,
          marksPerSubject,
          seed,
          compactDelay,
          overSsh,
          bindAddress,
          clientPortOld,
          clientPortNew,
          postgresPortOld,
          postgresPortNew,
          centralPort);
    }
  }
}
