package de.asvumzug.protocol.diagram;

import java.awt.Color;

/** How an element came out; told by colour and by the border. */
public enum Mark {
  /** It ran and ended. */
  DONE(new Color(0xdd, 0xee, 0xdd), 3),
  /** It was done by a person instead, left out, or taken back. */
  OTHERWISE(new Color(0xff, 0xee, 0xcc), 3),
  /** It has begun and not ended. */
  OPEN(new Color(0xdd, 0xe8, 0xf8), 3),
  /** It never began. */
  NOT_RUN(Color.WHITE, 1);

  private final Color fill;
  private final float border;

  Mark(Color fill, float border) {
    this.fill = fill;
    this.border = border;
  }

  Color fill() {
    return fill;
  }

  float border() {
    return border;
  }

  boolean dashed() {
    return this == OTHERWISE;
  }
}
