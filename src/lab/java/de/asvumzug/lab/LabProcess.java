package de.asvumzug.lab;

/** A process of a lab machine: number and full command line. */
public record LabProcess(long pid, String commandLine) {}
