package de.asvumzug.step.remote;

import de.asvumzug.backup.tenant.LocalShareQueue;
import de.asvumzug.backup.tenant.ShareQueue;
import de.asvumzug.check.tenant.GapRecorder;
import de.asvumzug.host.Machines;
import de.asvumzug.host.secret.SecretValues;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepRunner;
import de.asvumzug.step.WorkerSettings;
import de.asvumzug.step.attempt.AttemptRepository;
import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.step.start.StartLock;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.evidence.EvidenceFactory;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What the worker on site has in the place of database and engine. */
@Configuration(proxyBeanMethods = false)
@Profile("worker")
public class SiteConfiguration {

  @Bean
  CentralApiClient centre(SiteSettings site, SecretValues secrets) {
    String password = site.password();
    secrets.remember(password);
    return new CentralApiClient(site.address(), site.account(), password);
  }

  @Bean
  RemoteRecords stepRecords(CentralApiClient centre) {
    return new RemoteRecords(centre);
  }

  @Bean
  AuditTrail trail(CentralApiClient centre, Redaction redaction) {
    return new RemoteTrail(centre, redaction);
  }

  @Bean
  EvidenceFactory evidence(CentralApiClient centre, CanonicalJson json) {
    return new RemoteEvidence(centre, json);
  }

  @Bean
  MigrationLookup migrations(CentralApiClient centre, PlanJson json) {
    return new RemoteMigrations(centre, json);
  }

  @Bean
  RouteDecision routes(CentralApiClient centre) {
    return new RemoteRoute(centre);
  }

  @Bean
  GapRecorder gaps(CentralApiClient centre) {
    return new RemoteGaps(centre);
  }

  /** All steps of a site's moves are carried out by its one worker; the centre numbers starts. */
  @Bean
  StartLock startLock(RemoteRecords records) {
    return StartLock.within(records::nextStartNumber);
  }

  /** Nobody else works on a site's machines. */
  @Bean
  ShareQueue shareQueue() {
    return new LocalShareQueue();
  }

  @Bean
  StepRunner stepRunner(
      AttemptRepository records,
      AuditTrail trail,
      EvidenceFactory evidence,
      MigrationLookup migrations,
      Machines machines,
      SecretValues secrets,
      CentralApiClient centre,
      Redaction redaction,
      WorkerSettings settings) {
    return new StepRunner(
        records,
        trail,
        evidence,
        migrations,
        machines,
        secrets,
        new JobLogKeeper(new RemoteJobLogs(centre), redaction),
        settings);
  }

  @Bean
  SiteWorkerLifecycle siteWorker(
      SiteSettings site,
      WorkerSettings settings,
      CentralApiClient centre,
      RemoteRecords records,
      StepRunner runner,
      Map<String, StepHandler> handlers,
      ConfigurableApplicationContext context) {
    return new SiteWorkerLifecycle(site, settings, centre, records, runner, handlers, context);
  }
}
