package de.asvumzug.delegate.install;

import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.ServiceSetUp;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Sees to it that both services of the new server are set up, stopped and disabled, and that the
 * update service does nothing by itself until the end of the move. A second run changes nothing
 * that is right already.
 */
@Component
public class SetUpServicesDelegate implements StepHandler {
  private final AsvServices services;
  private final ServiceSetUp setUp;

  public SetUpServicesDelegate(AsvServices services, ServiceSetUp setUp) {
    this.services = services;
    this.setUp = setUp;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    List<String> hints = setUp.setUp(step.target());
    services.stopAndDisable(step.target(), step.jobs(), step.progress());
    step.note(
        "Dienste des neuen Servers eingerichtet; bis zum Start abgeschaltet",
        hints.isEmpty() ? Map.of() : Map.of("Hinweise", hints));
    return StepOutcome.completed();
  }
}
