package de.asvumzug.plan;

import de.asvumzug.plan.release.Release;

/**
 * One end of a move: an ASV installation on a machine.
 *
 * @param machine name of a machine that the settings know ({@code asv.machines.<name>})
 * @param variant Enterprise or School
 * @param version the ASV version installed there, or to be installed
 * @param directory absolute path of the installation
 * @param address name or IP under which clients reach the server
 * @param clientPort TCP port for clients, 8765 by default
 * @param database PostgreSQL; null for School
 * @param inUse whether the installation already works for schools; then it is not installed anew
 */
public record Installation(
    String machine,
    Variant variant,
    Release version,
    String directory,
    String address,
    int clientPort,
    Database database,
    boolean inUse) {}
