package de.asvumzug.backup.vault;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.Seal;
import de.asvumzug.backup.SealedPlace;
import de.asvumzug.backup.vault.tool.Journal;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Encrypts one backup on its machine. */
final class MoveSeal implements Seal {
  private final VaultTool tool;
  private final Host host;
  private final Manifest.Encryption encryption;
  private final BackupContext act;

  MoveSeal(VaultTool tool, Endpoint endpoint, Manifest.Encryption encryption, BackupContext act) {
    this.tool = tool;
    this.host = endpoint.host();
    this.encryption = encryption;
    this.act = act;
  }

  @Override
  public Manifest.Encryption encryption() {
    return encryption;
  }

  @Override
  public Command dumping(Command command, SealedPlace place, String dump) throws IOException {
    List<String> words = new ArrayList<>(words("dump", place));
    words.add(place.plain() + "/" + dump);
    return tool.around(command, words);
  }

  private List<String> words(String verb, SealedPlace place) {
    return List.of(verb, encryption.context(), place.plain(), place.sealed(), place.journal());
  }

  @Override
  public List<Manifest.Entry> all(SealedPlace place, String job)
      throws IOException, InterruptedException {
    JobResult result =
        act.jobs().run(host, job, tool.command(words("seal", place)), Jobs.Poll.NOTHING);
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "Das Verschlüsseln der Sicherung in %s auf %s ist gescheitert: %s."
              .formatted(place.plain(), host.name(), VaultFailure.text(result.logTail())));
    }
    List<Manifest.Entry> entries = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(host.files().read(place.journal(), 0), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        entries.add(entry(Journal.Line.parse(line)));
      }
    }
    entries.sort(Comparator.comparing(Manifest.Entry::path));
    return entries;
  }

  private static Manifest.Entry entry(Journal.Line line) {
    return new Manifest.Entry(
        line.path(),
        line.size(),
        line.sha256(),
        line.plainSize(),
        line.plainSha256().isEmpty() ? null : line.plainSha256());
  }
}
