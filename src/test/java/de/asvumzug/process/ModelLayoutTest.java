package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The drawings can be read: nothing lies on something else. */
class ModelLayoutTest {

  private record Shape(BaseElement element, Rectangle2D area) {}

  private record Piece(SequenceFlow flow, Line2D line) {}

  static List<String> models() {
    return ProcessModels.PROCESSES;
  }

  @ParameterizedTest
  @MethodSource("models")
  void no_element_covers_another(String key) {
    List<Shape> shapes = shapes(ProcessModels.read(key));

    for (Shape one : shapes) {
      assertThat(shapes)
          .filteredOn(other -> other != one && !belongTogether(one.element(), other.element()))
          .filteredOn(other -> other.area().intersects(one.area()))
          .as("covered by " + one.element().getId())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void no_flow_runs_through_an_element_that_it_does_not_connect(String key) {
    BpmnModelInstance model = ProcessModels.read(key);
    List<Piece> pieces = pieces(model);

    for (Shape shape : shapes(model)) {
      assertThat(pieces)
          .filteredOn(piece -> !touches(piece.flow(), shape.element()))
          .filteredOn(piece -> piece.line().intersects(shape.area()))
          .as("through " + shape.element().getId())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void no_two_flows_cross(String key) {
    List<Piece> pieces = pieces(ProcessModels.read(key));

    for (Piece one : pieces) {
      assertThat(pieces)
          .filteredOn(other -> other.flow() != one.flow())
          .filteredOn(other -> cross(one.line(), other.line()))
          .as("crossed by " + one.flow().getId())
          .isEmpty();
    }
  }

  /** One level, one upright, and each goes on beyond the point where they meet. */
  private static boolean cross(Line2D one, Line2D other) {
    Line2D level = one.getY1() == one.getY2() ? one : other;
    Line2D upright = level == one ? other : one;
    return level.getY1() == level.getY2()
        && upright.getX1() == upright.getX2()
        && between(upright.getX1(), level.getX1(), level.getX2())
        && between(level.getY1(), upright.getY1(), upright.getY2());
  }

  private static boolean between(double value, double one, double other) {
    return Math.min(one, other) < value && value < Math.max(one, other);
  }

  private static boolean touches(SequenceFlow flow, BaseElement element) {
    return flow.getSource().equals(element)
        || flow.getTarget().equals(element)
        || holds(element, flow)
        || flow.getSource() instanceof BoundaryEvent event && event.getAttachedTo().equals(element);
  }

  private static boolean belongTogether(BaseElement one, BaseElement other) {
    return holds(one, other) || holds(other, one) || attached(one, other) || attached(other, one);
  }

  private static boolean attached(BaseElement one, BaseElement other) {
    return one instanceof BoundaryEvent event && event.getAttachedTo().equals(other);
  }

  /** A scope may hold another scope. */
  private static boolean holds(BaseElement scope, BaseElement element) {
    ModelElementInstance parent = element.getParentElement();
    while (parent instanceof SubProcess && !parent.equals(scope)) {
      parent = parent.getParentElement();
    }
    return scope instanceof SubProcess && scope.equals(parent);
  }

  private static List<Shape> shapes(BpmnModelInstance model) {
    return model.getModelElementsByType(BpmnShape.class).stream()
        .map(shape -> new Shape(shape.getBpmnElement(), area(shape.getBounds())))
        .toList();
  }

  private static Rectangle2D area(Bounds bounds) {
    return new Rectangle2D.Double(
        bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
  }

  private static List<Piece> pieces(BpmnModelInstance model) {
    List<Piece> pieces = new ArrayList<>();
    for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
      Waypoint from = null;
      Collection<Waypoint> waypoints = edge.getWaypoints();
      for (Waypoint to : waypoints) {
        if (from != null) {
          pieces.add(
              new Piece(
                  (SequenceFlow) edge.getBpmnElement(),
                  new Line2D.Double(from.getX(), from.getY(), to.getX(), to.getY())));
        }
        from = to;
      }
    }
    return pieces;
  }
}
