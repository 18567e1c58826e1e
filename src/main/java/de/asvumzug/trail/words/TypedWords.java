package de.asvumzug.trail.words;

/**
 * What a person typed, in the details of a line to be written: such words may name people and must
 * be deletable, so the line gets their checksum only and the words are kept beside the chain.
 *
 * @param text never null
 */
public record TypedWords(String text) {

  /** Null becomes empty. */
  public static TypedWords of(String text) {
    return new TypedWords(text == null ? "" : text);
  }

  @Override
  public String toString() {
    return text;
  }
}
