package de.asvumzug.asv.files;

import java.time.Instant;
import java.util.TreeMap;

/**
 * The shipped files of an installation at one moment.
 *
 * @param machine name of the machine
 * @param takenAt on the machine's clock
 * @param sha256 by path relative to the installation
 */
public record ShippedFileList(String machine, Instant takenAt, TreeMap<String, String> sha256) {
  /** Name of the evidence: the list taken after the installation of the new server. */
  public static final String EVIDENCE = "shipped-files-target";
}
