package de.asvumzug.trail.key;

import de.asvumzug.trail.book.BookEntry;
import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailHash;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that a check has at hand.
 *
 * @param keys by their id
 * @param checking whether codes are checked at all; without any key only the hashes are
 */
public record KeyRing(Map<String, TrailKey> keys, boolean checking) {

  public static KeyRing of(Map<String, TrailKey> keys) {
    return new KeyRing(keys, true);
  }

  public static KeyRing none() {
    return new KeyRing(Map.of(), false);
  }

  public boolean has(String id) {
    return keys.containsKey(id);
  }

  /** Whether the code of a line is right; false too if its key is not here. */
  public boolean fits(StoredRow row) {
    TrailKey key = keys.get(row.keyId());
    return key != null && key.fits(row.mac(), TrailHash.macContent(row));
  }

  /** German; what is wrong with the code of an entry. */
  public Optional<String> check(BookEntry entry) {
    if (!checking) {
      return Optional.empty();
    }
    TrailKey key = keys.get(entry.keyId());
    if (key == null) {
      return Optional.of("nennt den Schlüssel " + entry.keyId() + ", der hier fehlt.");
    }
    return key.fits(entry.mac(), TrailHash.macContent(entry))
        ? Optional.empty()
        : Optional.of(
            """
            ist nicht der, der geschrieben wurde: Sein Sicherungscode passt nicht zum Schlüssel \
            %s."""
                .formatted(entry.keyId()));
  }
}
