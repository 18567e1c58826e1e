package de.asvumzug.protocol.diagram;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A model as it is laid out.
 *
 * @param name German
 * @param nodes in the order in which they are drawn: what holds others comes first
 */
public record Diagram(String name, List<Node> nodes, List<Edge> edges) {

  public Diagram {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** What an element looks like. */
  public enum Shape {
    START,
    BETWEEN,
    END,
    GATEWAY,
    PARALLEL,
    PERSON,
    SERVICE,
    CALL,
    FRAME,
    OTHER
  }

  /**
   * An element.
   *
   * @param id in the model
   * @param name German; may be empty
   * @param kind what an event waits for: {@code timer}, {@code message}, {@code error}; or empty
   * @param repeated whether it is done once for each school
   * @param label where its name stands; null if inside
   */
  public record Node(
      String id,
      String name,
      Shape shape,
      String kind,
      boolean repeated,
      Rectangle2D bounds,
      Rectangle2D label) {}

  /**
   * A flow.
   *
   * @param label where its name stands; null if it has none
   */
  public record Edge(String id, String name, List<Point2D> way, Rectangle2D label) {
    public Edge {
      way = List.copyOf(way);
    }
  }
}
