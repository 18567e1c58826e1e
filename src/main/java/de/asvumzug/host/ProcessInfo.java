package de.asvumzug.host;

/** A running process of a host: number and full command line. */
public record ProcessInfo(long pid, String commandLine) {}
