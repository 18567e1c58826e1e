package de.asvumzug.protocol.diagram;

import de.asvumzug.protocol.diagram.Diagram.Edge;
import de.asvumzug.protocol.diagram.Diagram.Node;
import de.asvumzug.protocol.pdf.Drawing;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Map;

/** Draws a model with what has run of it. */
public final class DiagramDrawing implements Drawing {
  private static final double MARGIN = 12;
  private static final double TEXT = 12;
  private static final double SMALL = 11;

  private final Diagram diagram;
  private final Map<String, Mark> marks;
  private final Rectangle2D extent;

  /**
   * @param marks by element; what is missing has not run
   */
  public DiagramDrawing(Diagram diagram, Map<String, Mark> marks) {
    this.diagram = diagram;
    this.marks = Map.copyOf(marks);
    this.extent = extent(diagram);
  }

  private static Rectangle2D extent(Diagram diagram) {
    Rectangle2D all = (Rectangle2D) diagram.nodes().get(0).bounds().clone();
    for (Node node : diagram.nodes()) {
      all.add(node.bounds());
      if (node.label() != null) {
        all.add(node.label());
      }
    }
    for (Edge edge : diagram.edges()) {
      edge.way().forEach(all::add);
      if (edge.label() != null) {
        all.add(edge.label());
      }
    }
    return all;
  }

  @Override
  public double width() {
    return extent.getWidth() + 2 * MARGIN;
  }

  @Override
  public double height() {
    return extent.getHeight() + 2 * MARGIN;
  }

  @Override
  public void draw(Graphics2D canvas) {
    canvas.translate(MARGIN - extent.getX(), MARGIN - extent.getY());
    try (Letters letters = new Letters()) {
      List<Node> frames =
          diagram.nodes().stream().filter(one -> one.shape() == Diagram.Shape.FRAME).toList();
      frames.forEach(node -> node(canvas, letters, node));
      diagram.edges().forEach(edge -> edge(canvas, letters, edge));
      diagram.nodes().stream()
          .filter(one -> one.shape() != Diagram.Shape.FRAME)
          .forEach(node -> node(canvas, letters, node));
    }
  }

  private void edge(Graphics2D canvas, Letters letters, Edge edge) {
    canvas.setColor(Color.DARK_GRAY);
    canvas.setStroke(new BasicStroke(1));
    Path2D way = new Path2D.Double();
    List<Point2D> points = edge.way();
    way.moveTo(points.get(0).getX(), points.get(0).getY());
    points.subList(1, points.size()).forEach(point -> way.lineTo(point.getX(), point.getY()));
    canvas.draw(way);
    tip(canvas, points.get(points.size() - 2), points.get(points.size() - 1));
    if (!edge.name().isEmpty() && edge.label() != null) {
      letters.below(canvas, edge.name(), edge.label(), SMALL);
    }
  }

  private static void tip(Graphics2D canvas, Point2D from, Point2D to) {
    double angle = Math.atan2(to.getY() - from.getY(), to.getX() - from.getX());
    Path2D tip = new Path2D.Double();
    tip.moveTo(to.getX(), to.getY());
    for (double side : new double[] {0.4, -0.4}) {
      tip.lineTo(to.getX() - 10 * Math.cos(angle + side), to.getY() - 10 * Math.sin(angle + side));
    }
    tip.closePath();
    canvas.fill(tip);
  }

  private void node(Graphics2D canvas, Letters letters, Node node) {
    Mark mark = marks.getOrDefault(node.id(), Mark.NOT_RUN);
    java.awt.Shape outline = outline(node);
    canvas.setColor(mark.fill());
    canvas.fill(outline);
    canvas.setColor(Color.BLACK);
    canvas.setStroke(stroke(node, mark));
    canvas.draw(outline);
    canvas.setStroke(new BasicStroke(1));
    sign(canvas, node);
    if (node.repeated()) {
      bars(canvas, node.bounds());
    }
    if (node.name().isEmpty()) {
      return;
    }
    if (node.label() != null) {
      letters.below(canvas, node.name(), node.label(), SMALL);
    } else if (node.shape() == Diagram.Shape.FRAME) {
      letters.below(canvas, node.name(), inner(node.bounds(), 8), TEXT);
    } else {
      letters.centred(canvas, node.name(), inner(node.bounds(), 6), TEXT);
    }
  }

  private static java.awt.Shape outline(Node node) {
    Rectangle2D b = node.bounds();
    return switch (node.shape()) {
      case START, BETWEEN, END ->
          new Ellipse2D.Double(b.getX(), b.getY(), b.getWidth(), b.getHeight());
      case GATEWAY, PARALLEL -> diamond(b);
      default ->
          new RoundRectangle2D.Double(b.getX(), b.getY(), b.getWidth(), b.getHeight(), 20, 20);
    };
  }

  private static java.awt.Shape diamond(Rectangle2D b) {
    Path2D diamond = new Path2D.Double();
    diamond.moveTo(b.getCenterX(), b.getY());
    diamond.lineTo(b.getMaxX(), b.getCenterY());
    diamond.lineTo(b.getCenterX(), b.getMaxY());
    diamond.lineTo(b.getX(), b.getCenterY());
    diamond.closePath();
    return diamond;
  }

  /** A call and an end have a thick border in BPMN, whether they ran or not. */
  private static Stroke stroke(Node node, Mark mark) {
    boolean thick = node.shape() == Diagram.Shape.CALL || node.shape() == Diagram.Shape.END;
    float width = thick ? mark.border() + 2 : mark.border();
    return mark.dashed()
        ? new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {8, 5}, 0)
        : new BasicStroke(width);
  }

  private static void sign(Graphics2D canvas, Node node) {
    Rectangle2D b = node.bounds();
    switch (node.shape()) {
      case GATEWAY -> cross(canvas, b, 0.32, true);
      case PARALLEL -> cross(canvas, b, 0.28, false);
      case PERSON -> person(canvas, b.getX() + 8, b.getY() + 6);
      case SERVICE -> wheel(canvas, b.getX() + 13, b.getY() + 12);
      case BETWEEN -> {
        Rectangle2D ring = inner(b, 4);
        canvas.draw(
            new Ellipse2D.Double(ring.getX(), ring.getY(), ring.getWidth(), ring.getHeight()));
        if (node.kind().equals("timer")) {
          clock(canvas, b);
        }
      }
      case START -> {
        if (node.kind().equals("timer")) {
          clock(canvas, b);
        }
      }
      default -> {}
    }
  }

  private static void cross(Graphics2D canvas, Rectangle2D b, double from, boolean slanted) {
    double d = b.getWidth() * (0.5 - from);
    canvas.setStroke(new BasicStroke(3));
    double x = b.getCenterX();
    double y = b.getCenterY();
    if (slanted) {
      canvas.draw(new Line2D.Double(x - d, y - d, x + d, y + d));
      canvas.draw(new Line2D.Double(x - d, y + d, x + d, y - d));
    } else {
      canvas.draw(new Line2D.Double(x - d, y, x + d, y));
      canvas.draw(new Line2D.Double(x, y - d, x, y + d));
    }
    canvas.setStroke(new BasicStroke(1));
  }

  private static void person(Graphics2D canvas, double x, double y) {
    canvas.draw(new Ellipse2D.Double(x + 2, y, 7, 7));
    canvas.draw(new Arc2D.Double(x - 1, y + 7, 13, 12, 0, 180, Arc2D.CHORD));
  }

  private static void wheel(Graphics2D canvas, double x, double y) {
    canvas.draw(new Ellipse2D.Double(x - 2.5, y - 2.5, 5, 5));
    canvas.draw(new Ellipse2D.Double(x - 5, y - 5, 10, 10));
    for (int i = 0; i < 8; i++) {
      double angle = i * Math.PI / 4;
      canvas.draw(
          new Line2D.Double(
              x + 5 * Math.cos(angle),
              y + 5 * Math.sin(angle),
              x + 7.5 * Math.cos(angle),
              y + 7.5 * Math.sin(angle)));
    }
  }

  private static void clock(Graphics2D canvas, Rectangle2D b) {
    double x = b.getCenterX();
    double y = b.getCenterY();
    canvas.draw(new Ellipse2D.Double(x - 9, y - 9, 18, 18));
    canvas.draw(new Line2D.Double(x, y, x + 2, y - 7));
    canvas.draw(new Line2D.Double(x, y, x + 5, y + 1));
  }

  private static void bars(Graphics2D canvas, Rectangle2D b) {
    for (int i = -1; i <= 1; i++) {
      double x = b.getCenterX() + i * 4;
      canvas.draw(new Line2D.Double(x, b.getMaxY() - 14, x, b.getMaxY() - 4));
    }
  }

  private static Rectangle2D inner(Rectangle2D b, double by) {
    return new Rectangle2D.Double(
        b.getX() + by, b.getY() + by, b.getWidth() - 2 * by, b.getHeight() - 2 * by);
  }
}
