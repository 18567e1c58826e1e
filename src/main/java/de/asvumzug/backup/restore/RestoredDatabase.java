package de.asvumzug.backup.restore;

import de.asvumzug.backup.postgres.DatabaseProperties;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A restore that is complete; evidence {@code restored-database}.
 *
 * @param machine where
 * @param database name of the database, or path of the folder, that is in use now
 * @param keptAs what was there before, under its new name; it stays until {@code
 *     deleteTransferredCopies}
 * @param structureVersion structure version found in the data, e.g. 2.13.480
 * @param structure how it relates to the installed version
 * @param createdRoles roles without log-in that had to be made for foreign data
 * @param refusedSettings settings of the old database that the new server does not take, by name
 */
public record RestoredDatabase(
    String machine,
    String database,
    String keptAs,
    String structureVersion,
    SchemaCompatibility structure,
    List<String> createdRoles,
    List<String> refusedSettings) {
  public static final String EVIDENCE = "restored-database";

  /** German: why they are no difference. */
  public static final String REFUSED =
      "nimmt der PostgreSQL-Server auf dem neuen Rechner nicht an; in der Vorbereitung genannt";

  /** The refused settings as a comparison of both databases names them. */
  public Set<String> refusedObjects() {
    return refusedSettings.stream()
        .map(DatabaseProperties::compared)
        .collect(Collectors.toUnmodifiableSet());
  }

  public RestoredDatabase {
    createdRoles = List.copyOf(createdRoles);
    // Documents of earlier versions of this product do not have it.
    refusedSettings = refusedSettings == null ? List.of() : List.copyOf(refusedSettings);
  }
}
