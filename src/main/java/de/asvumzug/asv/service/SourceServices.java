package de.asvumzug.asv.service;

import java.time.Instant;

/**
 * How the services of the old server were before the move touched them: what a way back restores.
 *
 * @param machine name of the machine
 * @param server the ASV server
 * @param updateService the update service
 * @param updateServiceMode its mode (auto, mixed, manual) from its configuration; null if not
 *     readable
 * @param notedAt on the machine's clock
 */
public record SourceServices(
    String machine,
    UnitState server,
    UnitState updateService,
    String updateServiceMode,
    Instant notedAt) {
  /** Name of the evidence. */
  public static final String EVIDENCE = "source-services";
}
