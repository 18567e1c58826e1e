package de.asvumzug.asv.fence;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Keeps an old server whose schools have moved from coming back by accident: its start file and its
 * local configuration, which holds the way to the database, are parked beside themselves under
 * another name, with a note for whoever looks. Nothing is written into them, and only the way back
 * of the move undoes it. Both ways may be cut anywhere and carried out again.
 */
@Component
public class Fence {
  /** Note beside the parked files. */
  public static final String NOTE = "UMZUG-BITTE-LESEN.txt";

  private final LayoutSettings layout;

  public Fence(LayoutSettings layout) {
    this.layout = layout;
  }

  /**
   * What was parked.
   *
   * @param machine name of the machine
   * @param suffix what the parked files' names end with
   * @param files SHA-256 of each by its name before, relative to the installation
   */
  public record Parked(String machine, String suffix, Map<String, String> files) {
    /** Name of the evidence. */
    public static final String EVIDENCE = "fence";

    public Parked {
      files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
  }

  /**
   * Looks at what is to be parked; parks nothing yet. A file that a run before has parked counts as
   * if it were in its place.
   *
   * @throws OperationFailed (permanent) if both a file and its parked one are there
   */
  public Parked plan(Endpoint endpoint, String migrationId) throws IOException {
    String suffix = ".umzug-" + migrationId;
    HostFiles files = endpoint.host().files();
    Map<String, String> found = new LinkedHashMap<>();
    for (String file :
        List.of(layout.on(endpoint).localConfiguration(), layout.on(endpoint).startFile())) {
      String path = layout.path(endpoint, file);
      boolean there = files.stat(path).isPresent();
      boolean parked = files.stat(path + suffix).isPresent();
      if (there && parked) {
        throw twice(endpoint, file, suffix);
      }
      if (there || parked) {
        found.put(file, files.sha256(parked ? path + suffix : path));
      }
    }
    return new Parked(endpoint.host().name(), suffix, found);
  }

  /** Parks the files of a plan; the note comes first. */
  public void putUp(Endpoint endpoint, Parked parked, String migrationId) throws IOException {
    HostFiles files = endpoint.host().files();
    if (parked.files().isEmpty()) {
      return;
    }
    files.writeText(layout.path(endpoint, NOTE), note(parked, migrationId));
    for (String file : parked.files().keySet()) {
      String path = layout.path(endpoint, file);
      if (files.stat(path).isPresent()) {
        files.move(path, path + parked.suffix());
      }
    }
  }

  /**
   * Brings the parked files back under their names, unchanged, and removes the note.
   *
   * @return how many files came back
   * @throws OperationFailed (permanent) if a file is there under both names, under none, or not as
   *     it was
   */
  public int takeDown(Endpoint endpoint, Parked parked) throws IOException {
    HostFiles files = endpoint.host().files();
    int back = 0;
    List<String> names = new ArrayList<>(parked.files().keySet());
    Collections.reverse(names);
    for (String file : names) {
      String path = layout.path(endpoint, file);
      boolean there = files.stat(path).isPresent();
      boolean beside = files.stat(path + parked.suffix()).isPresent();
      if (there && beside) {
        throw twice(endpoint, file, parked.suffix());
      }
      if (beside) {
        files.move(path + parked.suffix(), path);
        back++;
      } else if (!there) {
        throw OperationFailed.permanent(
            "Auf %s fehlt %s, die Datei liegt auch nicht mehr als %s%s daneben."
                .formatted(endpoint.host().name(), path, file, parked.suffix()),
            """
            Bitte sie aus der Sicherung der Konfiguration zurückholen und den Schritt \
            wiederholen.""");
      }
      requireAsBefore(endpoint, path, parked.files().get(file));
    }
    files.delete(layout.path(endpoint, NOTE));
    return back;
  }

  private static void requireAsBefore(Endpoint endpoint, String path, String sum)
      throws IOException {
    if (!endpoint.host().files().sha256(path).equals(sum)) {
      throw OperationFailed.permanent(
          "Auf %s wurde %s seit der Stilllegung verändert.".formatted(endpoint.host().name(), path),
          """
          Bitte klären, von wem, und die Datei aus der Sicherung der Konfiguration zurückholen; \
          dann den Schritt wiederholen.""");
    }
  }

  private static OperationFailed twice(Endpoint endpoint, String file, String suffix) {
    return OperationFailed.permanent(
        "Auf %s gibt es in %s sowohl %s als auch %s%s. Jemand hat die Datei neu angelegt."
            .formatted(endpoint.host().name(), endpoint.directory(), file, file, suffix),
        "Bitte vergleichen, die falsche entfernen und den Schritt wiederholen.");
  }

  private static String note(Parked parked, String migrationId) {
    StringBuilder note = new StringBuilder();
    note.append("Dieser ASV-Server ist umgezogen (Umzug ").append(migrationId).append(").\n\n");
    note.append(
        "Er darf nicht mehr gestartet werden: Für keine Schule dürfen zwei Server arbeiten.\n");
    note.append("Deshalb heißen diese Dateien vorübergehend anders:\n");
    for (String file : parked.files().keySet()) {
      note.append("  ").append(file).append(parked.suffix()).append('\n');
    }
    note.append(
        "\nBitte nicht von Hand umbenennen. Muss der alte Server wieder arbeiten, wird der Umzug im\n");
    note.append("Leitstand abgebrochen; dann bekommen die Dateien ihre Namen von selbst zurück.\n");
    return note.toString();
  }
}
