package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.installer.InstallationAdoption;
import de.asvumzug.asv.installer.InstallationCheck;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.backup.configuration.ConfigurationBackup;
import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.database.TargetBackup;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.tenant.HostConcurrencyLimiter;
import de.asvumzug.backup.tenant.LocalShareQueue;
import de.asvumzug.backup.tenant.ShareQueue;
import de.asvumzug.backup.tenant.TenantBackup;
import de.asvumzug.backup.tenant.TenantRestore;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantGaps;
import de.asvumzug.delegate.backup.BackupConfigurationDelegate;
import de.asvumzug.delegate.backup.BackupDatabaseDelegate;
import de.asvumzug.delegate.backup.BackupDatabaseFolderDelegate;
import de.asvumzug.delegate.backup.BackupTenantDelegate;
import de.asvumzug.delegate.backup.FingerprintSourceDelegate;
import de.asvumzug.delegate.backup.GuardSourceDelegate;
import de.asvumzug.delegate.backup.StopSourceDelegate;
import de.asvumzug.delegate.backup.TransferBackupDelegate;
import de.asvumzug.delegate.backup.VerifyBackupDelegate;
import de.asvumzug.delegate.install.InstallServerDelegate;
import de.asvumzug.delegate.install.VerifyInstallationDelegate;
import de.asvumzug.delegate.restore.BackupTargetDelegate;
import de.asvumzug.delegate.restore.CheckOthersDelegate;
import de.asvumzug.delegate.restore.CheckTenantDelegate;
import de.asvumzug.delegate.restore.RestoreTenantDelegate;
import de.asvumzug.delegate.restore.StopTargetDelegate;
import de.asvumzug.host.Machines;
import de.asvumzug.lab.Lab;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision.Answer;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.ReleaseLadder;
import de.asvumzug.plan.release.ReleaseSettings;
import de.asvumzug.step.StepHandler;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Repository;

/** The steps of a move by school backups between a lab's machines, with the default settings. */
final class TenantFixture {
  final FakeStep step;
  final GapRepository gaps = mock(GapRepository.class);
  private final ApplicationContext context;
  private final RouteResolver way =
      new RouteResolver(question -> new Answer(Route.TENANTS, true, false, true, ""));

  private TenantFixture(Lab lab, ApplicationContext context) {
    this.context = context;
    Migration migration = migration(lab);
    Machines machines = context.getBean(Machines.class);
    step =
        new FakeStep(
            site(Side.SOURCE, migration, machines),
            site(Side.TARGET, migration, machines),
            migration);
  }

  /** What is done with the kit while its context is open. */
  @FunctionalInterface
  interface Work {
    void with(TenantFixture kit) throws Exception;
  }

  static void on(Lab lab, Work work) {
    new ApplicationContextRunner()
        .withPropertyValues(
            lab.settings().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new))
        .withUserConfiguration(Application.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              work.with(new TenantFixture(lab, context));
            });
  }

  RouteResolver way() {
    return way;
  }

  /** Stops the old server and makes, reads and brings over every backup. */
  void sourceUpToTransfer() throws Exception {
    stopSource();
    backUp();
    run(verify());
    run(new TransferBackupDelegate(bean(Transfer.class), way, bean(TenantRestore.class)));
  }

  void stopSource() throws Exception {
    run(new StopSourceDelegate(bean(AsvServices.class)));
    run(new GuardSourceDelegate(bean(SiteGuard.class), bean(TenantGuard.class)));
  }

  void backUp() throws Exception {
    run(
        new FingerprintSourceDelegate(
            bean(FingerprintService.class),
            bean(H2Backup.class),
            bean(TenantFingerprints.class),
            bean(TenantGaps.class),
            gaps,
            bean(TenantBackup.class),
            way));
    BackupDatabaseFolderDelegate folder = new BackupDatabaseFolderDelegate(bean(H2Backup.class));
    run(
        step.source().installation().variant() == Variant.SCHOOL
            ? folder
            : new BackupDatabaseDelegate(bean(PostgresBackup.class), way, folder));
    forEachSchool(backupTenant());
    run(new BackupConfigurationDelegate(bean(ConfigurationBackup.class)));
  }

  /** The fresh installation, never started: nobody logs in here. */
  void installTarget() throws Exception {
    run(
        new InstallServerDelegate(
            bean(Installer.class),
            bean(InstallationAdoption.class),
            bean(InstallationCheck.class)));
    run(new VerifyInstallationDelegate(bean(InstallationCheck.class)));
  }

  void stopTarget() throws Exception {
    run(new StopTargetDelegate(bean(AsvServices.class), OutOfUseFixture.NOBODY_STATED));
  }

  BackupTenantDelegate backupTenant() {
    return new BackupTenantDelegate(bean(TenantBackup.class));
  }

  VerifyBackupDelegate verify() {
    return new VerifyBackupDelegate(
        bean(BackupVerification.class), bean(FingerprintService.class), way);
  }

  BackupTargetDelegate backupTarget() {
    return new BackupTargetDelegate(
        bean(Dbctl.class),
        bean(TargetBackup.class),
        bean(TenantFingerprints.class),
        bean(HostConcurrencyLimiter.class));
  }

  RestoreTenantDelegate restoreTenant() {
    return new RestoreTenantDelegate(bean(TenantRestore.class), beforehand());
  }

  CheckTenantDelegate checkTenant() {
    return new CheckTenantDelegate(beforehand());
  }

  CheckOthersDelegate checkOthers() {
    return new CheckOthersDelegate(beforehand(), bean(FingerprintService.class));
  }

  void run(StepHandler handler) throws Exception {
    handler.carryOut(step.again());
  }

  void forEachSchool(StepHandler handler) throws Exception {
    for (String number : step.migration().schoolNumbers()) {
      run(handler, number);
    }
  }

  void run(StepHandler handler, String school) throws Exception {
    handler.carryOut(step.of(school).again());
    step.of(null);
  }

  <T> T evidence(String name, Class<T> type) {
    return step.evidence().get(name, type);
  }

  private TargetBaseline beforehand() {
    return new TargetBaseline(bean(TenantFingerprints.class), bean(HostConcurrencyLimiter.class));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private static Endpoint site(Side side, Migration migration, Machines machines) {
    return new Endpoint(
        side, migration.installation(side), machines.host(migration.installation(side).machine()));
  }

  private static Migration migration(Lab lab) {
    Instant start = Instant.parse("2026-12-28T17:00:00Z");
    Map<String, Object> plan = lab.plan(start, start.plusSeconds(3600), Period.ofMonths(3));
    plan.put("id", "U-2026-0001");
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .build()
        .convertValue(plan, Migration.class);
  }

  @ComponentScan(
      basePackages = {
        "de.asvumzug.asv",
        "de.asvumzug.backup",
        "de.asvumzug.check",
        "de.asvumzug.host"
      },
      excludeFilters = @Filter(type = FilterType.ANNOTATION, classes = Repository.class))
  @ConfigurationPropertiesScan({
    "de.asvumzug.asv",
    "de.asvumzug.backup",
    "de.asvumzug.check",
    "de.asvumzug.host"
  })
  @EnableConfigurationProperties(ReleaseSettings.class)
  @Import(ReleaseLadder.class)
  static class Application {
    @Bean
    ShareQueue shareQueue() {
      return new LocalShareQueue();
    }
  }
}
