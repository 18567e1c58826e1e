package de.asvumzug.web.command;

/** Starts the process of an accepted plan in the running transaction. */
public interface MigrationStarter {

  void start(String migrationId);
}
