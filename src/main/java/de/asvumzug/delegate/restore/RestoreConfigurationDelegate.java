package de.asvumzug.delegate.restore;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.configuration.ConfigurationMerge;
import de.asvumzug.backup.configuration.ConfigurationRestore;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Carries reviewed keys of the old local files over. Leaves the evidence {@code
 * configuration-merge}. A second run finds the values there and writes nothing.
 */
@Component
public class RestoreConfigurationDelegate implements StepHandler {
  private final ConfigurationRestore configuration;

  public RestoreConfigurationDelegate(ConfigurationRestore configuration) {
    this.configuration = configuration;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Backup received = step.evidence().get(EvidenceNames.RECEIVED_CONFIGURATION, Backup.class);
    ConfigurationMerge merge =
        configuration.restore(step.target(), received, BackupContexts.of(step));
    step.evidence().store(ConfigurationMerge.EVIDENCE, merge);
    step.note(
        "Lokale Konfiguration übernommen, nur geprüfte Schlüssel",
        Map.of(
            "geschriebene Dateien",
            merge.written(),
            "übernommene Schlüssel",
            merge.keys().stream()
                .filter(ConfigurationMerge.Key::taken)
                .map(ConfigurationMerge.Key::key)
                .toList()));
    return StepOutcome.completed();
  }
}
