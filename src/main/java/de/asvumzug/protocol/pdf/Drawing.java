package de.asvumzug.protocol.pdf;

import java.awt.Graphics2D;

/** A picture made of lines and letters, at any size. */
public interface Drawing {

  /** In its own units. */
  double width();

  /** In its own units. */
  double height();

  /** Draws from 0,0 to width, height. */
  void draw(Graphics2D canvas);
}
