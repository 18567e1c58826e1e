package de.asvumzug.backup;

import de.asvumzug.host.OperationFailed;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a full read of a backup against its manifest has shown.
 *
 * @param machine where it was read
 * @param folder absolute path there
 * @param manifestSha256 SHA-256 of the manifest as found; empty if there is none
 * @param files number of files that were read
 * @param bytes bytes that were read
 * @param deviations empty if everything is as it was written
 */
public record ManifestReport(
    String machine,
    String folder,
    String manifestSha256,
    int files,
    long bytes,
    List<Deviation> deviations) {
  private static final int NAMED_AT_MOST = 10;

  public ManifestReport {
    deviations = List.copyOf(deviations);
  }

  /** Ways to differ, with the German words for them. */
  public enum What {
    CHANGED("verändert"),
    MISSING("fehlt"),
    EXTRA("gehört nicht dazu"),
    TRUNCATED("abgeschnitten"),
    LONGER("länger als gesichert");

    private final String label;

    What(String label) {
      this.label = label;
    }
  }

  /**
   * One file that is not as it must be.
   *
   * @param place where in it, German; null if that is not known
   */
  public record Deviation(String path, What what, String place) {
    public Deviation(String path, What what) {
      this(path, what, null);
    }

    @Override
    public String toString() {
      return path + " (" + what.label + (place == null ? "" : ": " + place) + ")";
    }
  }

  /** The same with other words for what differs. */
  public ManifestReport with(List<Deviation> named) {
    return new ManifestReport(machine, folder, manifestSha256, files, bytes, named);
  }

  public boolean clean() {
    return deviations.isEmpty();
  }

  /**
   * @throws OperationFailed (permanent) naming the files that differ
   */
  public ManifestReport requireClean() {
    if (!clean()) {
      String named =
          deviations.stream()
              .limit(NAMED_AT_MOST)
              .map(Deviation::toString)
              .collect(Collectors.joining(", "));
      int more = Math.max(0, deviations.size() - NAMED_AT_MOST);
      throw OperationFailed.permanent(
          """
          Die Sicherung in %s auf %s ist nicht mehr so, wie sie geschrieben wurde: %s%s. \
          Sie wird nicht verwendet."""
              .formatted(folder, machine, named, more > 0 ? " und " + more + " weitere" : ""),
          """
          Bitte klären, wer dort etwas geändert hat, den Ordner zur Seite legen und den Schritt \
          wiederholen.""");
    }
    return this;
  }
}
