package de.asvumzug.asv.service;

import java.util.List;

/**
 * How a start went.
 *
 * @param machine name of the machine
 * @param alreadyRunning whether the server was up when the start was asked for
 * @param driver class of the database driver from the log
 * @param database address of the database from the log
 * @param version version that the log names; null if it names none
 * @param guardSaw what the guard saw on the other machine right before
 */
public record ServerStart(
    String machine,
    boolean alreadyRunning,
    String driver,
    String database,
    String version,
    List<String> guardSaw) {}
