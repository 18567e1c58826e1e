package de.asvumzug.web.protocol.section;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.web.proof.MergedKeys;
import de.asvumzug.web.proof.MergedKeys.Merged;
import java.util.List;
import org.springframework.stereotype.Component;

/** The settings of the new server, key by key; secret values were masked when they were read. */
@Component
final class ConfigurationSection implements SectionMaker {
  private final MergedKeys keys;

  ConfigurationSection(MergedKeys keys) {
    this.keys = keys;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<Merged> merged = keys.of(move.id());
    return merged.isEmpty()
        ? ProtocolSection.nothing(
            "konfiguration", "Konfiguration", "Es wurde keine Konfiguration übernommen.")
        : ProtocolSection.of(
            "konfiguration",
            "Konfiguration",
            List.of(
                new Table(
                    "Schlüssel der Konfiguration",
                    List.of("Datei", "Schlüssel", "alter Server", "vorher", "jetzt", "Grund"),
                    merged.stream()
                        .map(
                            one ->
                                List.of(
                                    one.file(),
                                    one.key(),
                                    one.old(),
                                    one.before(),
                                    one.now(),
                                    one.reason()))
                        .toList())));
  }
}
