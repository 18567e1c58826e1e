package de.asvumzug.protocol.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TrueTypeFont;

/**
 * Leaves of a text only what the fonts have. PDF/A allows no empty boxes; a letter that is missing
 * is named by its number, so that nothing vanishes.
 */
final class PrintableText {
  private final List<CmapLookup> fonts;

  PrintableText() {
    try (TrueTypeFont plain = Fonts.outlines(false);
        TrueTypeFont bold = Fonts.outlines(true)) {
      this.fonts = List.of(plain.getUnicodeCmapLookup(), bold.getUnicodeCmapLookup());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String of(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().forEach(letter -> append(kept, letter));
    return kept.toString();
  }

  private void append(StringBuilder kept, int letter) {
    if (letter == '\n' || letter == '\t' || letter == '\r') {
      kept.append((char) letter);
    } else if (Character.isISOControl(letter) || isDirection(letter)) {
      kept.append("[U+%04X]".formatted(letter));
    } else if (fonts.stream().allMatch(font -> font.getGlyphId(letter) > 0)) {
      kept.appendCodePoint(letter);
    } else {
      kept.append("[U+%04X]".formatted(letter));
    }
  }

  /** They turn the order of what follows around: a line could look like another one. */
  private static boolean isDirection(int letter) {
    return Character.getType(letter) == Character.FORMAT;
  }
}
