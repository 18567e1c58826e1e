package de.asvumzug.support;

import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.spring.SpringTransactionsProcessEngineConfiguration;
import org.springframework.transaction.PlatformTransactionManager;

/** A real engine beside our own tables, in the same transactions, whose jobs nobody carries out. */
public final class EngineOnTables {
  private EngineOnTables() {}

  /**
   * @param name of the engine, one of its own in this JVM
   */
  public static ProcessEngine start(
      String name, DataSource database, PlatformTransactionManager transactions) {
    SpringTransactionsProcessEngineConfiguration configuration =
        new SpringTransactionsProcessEngineConfiguration();
    configuration.setProcessEngineName(name);
    configuration.setDataSource(database);
    configuration.setTransactionManager(transactions);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setEnforceHistoryTimeToLive(false);
    return configuration.buildProcessEngine();
  }
}
