package de.asvumzug.trail.chain;

import de.asvumzug.trail.TableRights;
import de.asvumzug.trail.book.TrailBookRepository;
import de.asvumzug.trail.key.TrailKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How far the securing of the trail reaches on this installation, in German sentences. */
@Component
public final class TrailReach {
  private final TableRights rights;
  private final TrailKeys keys;
  private final TrailBookRepository book;
  private final TimeStamps stamps;

  public TrailReach(
      TableRights rights, TrailKeys keys, TrailBookRepository book, TimeStamps stamps) {
    this.rights = rights;
    this.keys = keys;
    this.book = book;
    this.stamps = stamps;
  }

  /** What an operator should mend. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(rights.look().warnings());
    ownKey().ifPresent(warnings::add);
    warnings.addAll(keys.readableByOthers());
    stamps.trouble().ifPresent(warnings::add);
    return warnings;
  }

  /** All of it, also what is as it should be. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(rights.look().text());
    ownKey().ifPresent(notes::add);
    notes.addAll(keys.readableByOthers());
    stamps.trouble().ifPresent(notes::add);
    return notes;
  }

  /** A key that nobody laid there is a key that nobody may have saved. */
  private Optional<String> ownKey() {
    return book.last()
        .flatMap(last -> keys.file(last.keyId()))
        .map(Path::getFileName)
        .filter(file -> file.toString().startsWith(TrailKeys.OWN_PREFIX))
        .map(
            file ->
                """
                Der Schlüssel des Protokolls ist beim ersten Start angelegt worden (%s). \
                Bitte an einem anderen Ort als die Datenbank sichern: Ohne ihn lassen sich die \
                Sicherungscodes nicht mehr prüfen."""
                    .formatted(file));
  }
}
