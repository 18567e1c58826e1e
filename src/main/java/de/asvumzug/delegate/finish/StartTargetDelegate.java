package de.asvumzug.delegate.finish;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.files.ShippedFileList;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.asv.installer.TestClient;
import de.asvumzug.asv.installer.TestClient.FirstLogin;
import de.asvumzug.asv.service.AsvServer;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.ServerStart;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.asv.service.StopProof;
import de.asvumzug.delegate.GuardedStart;
import de.asvumzug.delegate.ServiceStates;
import de.asvumzug.delegate.TargetOutOfUse;
import de.asvumzug.plan.Side;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Starts the new server: compares the shipped files with the list taken after the installation
 * (rule I4), has the guard prove the old server stopped, or the moving schools out of use on an old
 * server that goes on for others (rule I1), starts, and waits until port and log show that the
 * server is up with the planned kind of database. Only then it is enabled; one that worked already
 * gets its services back as they were (evidence {@code target-services}). The first time on a fresh
 * installation, the published first log-in is tried with the test client. A second run proves all
 * of it again and starts nothing that is up.
 */
@Component
public class StartTargetDelegate implements StepHandler {
  private final GuardedStart guard;
  private final AsvServer server;
  private final AsvServices services;
  private final ShippedFiles shippedFiles;
  private final TestClient testClient;
  private final TargetOutOfUse outOfUse;

  public StartTargetDelegate(
      GuardedStart guard,
      AsvServer server,
      AsvServices services,
      ShippedFiles shippedFiles,
      TestClient testClient,
      TargetOutOfUse outOfUse) {
    this.outOfUse = outOfUse;
    this.guard = guard;
    this.server = server;
    this.services = services;
    this.shippedFiles = shippedFiles;
    this.testClient = testClient;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    if (outOfUse.instead(
        step, "Der neue Server wird nicht gestartet: Seine Maschine ist außer Betrieb")) {
      return StepOutcome.completed();
    }
    Optional<ShippedFileList> shipped =
        step.evidence().find(ShippedFileList.EVIDENCE, ShippedFileList.class);
    if (shipped.isPresent()) {
      shippedFiles.requireUnchanged(step.target(), shipped.get());
    }
    ServerStart start =
        guard.alone(step, Side.TARGET, (endpoint, proof) -> start(step, endpoint, proof));
    step.note(
        start.alreadyRunning() ? "Neuer Server läuft schon" : "Neuer Server gestartet",
        ServiceStates.details(start));
    if (!step.migration().target().inUse()) {
      tryFirstLogin(step);
    }
    return StepOutcome.completed();
  }

  private ServerStart start(Step step, Endpoint endpoint, StopProof proof) throws Exception {
    ServerStart start = server.start(endpoint, proof, step.progress());
    Optional<SourceServices> before =
        step.evidence().find(EvidenceNames.TARGET_SERVICES, SourceServices.class);
    if (before.isPresent()) {
      ServiceStates.restore(services, endpoint, before.get());
    } else if (services.server(endpoint).known()) {
      services.enableServer(endpoint);
    }
    return start;
  }

  private void tryFirstLogin(Step step) throws Exception {
    if (step.evidence().find(FirstLogin.EVIDENCE, FirstLogin.class).isPresent()) {
      return; // after a restore the old system's password counts; a failed try could lock the user
    }
    Optional<FirstLogin> login = testClient.tryFirstLogin(step.target());
    if (login.isPresent()) {
      step.evidence().store(FirstLogin.EVIDENCE, login.get());
      step.note(
          "Erste Anmeldung mit dem Test-Client als %s%s"
              .formatted(
                  login.get().user(),
                  login.get().accepted() ? " gelungen" : " abgelehnt; bitte von Hand prüfen"),
          Map.of());
    }
  }
}
