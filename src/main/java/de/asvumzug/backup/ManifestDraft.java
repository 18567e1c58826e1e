package de.asvumzug.backup;

import de.asvumzug.asv.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the maker of a backup knows; the folder adds the files. */
public record ManifestDraft(
    Manifest.Kind kind,
    Map<String, String> versions,
    List<Manifest.Link> links,
    List<String> localFiles) {

  Manifest manifest(
      String migration,
      Endpoint endpoint,
      Instant created,
      List<Manifest.Entry> files,
      Manifest.Encryption encryption) {
    return new Manifest(
        migration,
        endpoint.side(),
        endpoint.host().name(),
        kind,
        versions,
        created,
        files,
        links,
        localFiles,
        encryption);
  }
}
