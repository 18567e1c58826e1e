package de.asvumzug.protocol.diagram;

import de.asvumzug.protocol.pdf.Fonts;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TrueTypeFont;

/** Draws text as outlines, so that no font of the machine is needed. One thread at a time. */
final class Letters implements AutoCloseable {
  private final TrueTypeFont font = Fonts.outlines(false);
  private final CmapLookup glyphs;
  private final double unit;

  Letters() {
    try {
      this.glyphs = font.getUnicodeCmapLookup();
      this.unit = 1.0 / font.getUnitsPerEm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Centred; from the top if the text is too long for the height. */
  void centred(Graphics2D canvas, String text, Rectangle2D room, double size) {
    List<String> lines = lines(text, room.getWidth(), size);
    double height = lines.size() * size * 1.2;
    double y = room.getY() + Math.max(0, (room.getHeight() - height) / 2);
    draw(canvas, lines, room, y, size);
  }

  /** Centred from left to right, from the top of the room. */
  void below(Graphics2D canvas, String text, Rectangle2D room, double size) {
    draw(canvas, lines(text, room.getWidth(), size), room, room.getY(), size);
  }

  private void draw(
      Graphics2D canvas, List<String> lines, Rectangle2D room, double top, double size) {
    double y = top;
    for (String line : lines) {
      double x = room.getCenterX() - width(line, size) / 2;
      line(canvas, line, x, y + size * 0.95, size);
      y += size * 1.2;
    }
  }

  private void line(Graphics2D canvas, String line, double left, double base, double size) {
    double x = left;
    for (int letter : line.codePoints().toArray()) {
      int glyph = glyphs.getGlyphId(letter);
      AffineTransform place = AffineTransform.getTranslateInstance(x, base);
      place.scale(size * unit, -size * unit);
      canvas.fill(outline(glyph).createTransformedShape(place));
      x += advance(glyph) * size * unit;
    }
  }

  /** Breaks at spaces and behind hyphens; a part that is longer than a line stays whole. */
  private List<String> lines(String text, double width, double size) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : text.strip().split("(?<=[\\s-])")) {
      if (!line.isEmpty() && width(line + part.stripTrailing(), size) > width) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(part);
    }
    lines.add(line.toString().strip());
    return lines;
  }

  private double width(String text, double size) {
    return text.codePoints().map(letter -> advance(glyphs.getGlyphId(letter))).sum() * size * unit;
  }

  private int advance(int glyph) {
    try {
      return font.getAdvanceWidth(glyph);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GeneralPath outline(int glyph) {
    try {
      GlyphData data = font.getGlyph().getGlyph(glyph);
      return data == null ? new GeneralPath() : data.getPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      font.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
