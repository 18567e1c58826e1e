package de.asvumzug.protocol.diagram;

import de.asvumzug.protocol.diagram.Diagram.Edge;
import de.asvumzug.protocol.diagram.Diagram.Node;
import de.asvumzug.protocol.diagram.Diagram.Shape;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads the layout of a model from its BPMN. */
public final class DiagramReader {
  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String LAYOUT = "http://www.omg.org/spec/BPMN/20100524/DI";
  private static final String BOUNDS = "http://www.omg.org/spec/DD/20100524/DC";
  private static final String WAYS = "http://www.omg.org/spec/DD/20100524/DI";

  private DiagramReader() {}

  /**
   * @return empty if the model has no layout
   * @throws IllegalArgumentException if it is no BPMN
   */
  public static Optional<Diagram> read(String bpmn) {
    Document document = parse(bpmn);
    Map<String, Element> byId = new HashMap<>();
    NodeList all = document.getElementsByTagNameNS(BPMN, "*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (element.hasAttribute("id")) {
        byId.put(element.getAttribute("id"), element);
      }
    }
    List<Node> nodes = new ArrayList<>();
    for (Element shape : elements(document, LAYOUT, "BPMNShape")) {
      Element element = byId.get(shape.getAttribute("bpmnElement"));
      if (element != null) {
        nodes.add(node(element, shape));
      }
    }
    List<Edge> edges = new ArrayList<>();
    for (Element edge : elements(document, LAYOUT, "BPMNEdge")) {
      Element element = byId.get(edge.getAttribute("bpmnElement"));
      if (element != null) {
        edges.add(
            new Edge(
                element.getAttribute("id"), element.getAttribute("name"), way(edge), label(edge)));
      }
    }
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    // What holds others is larger and must lie below them.
    nodes.sort(Comparator.comparing(node -> node.shape() == Shape.FRAME ? 0 : 1));
    return Optional.of(new Diagram(name(document), nodes, edges));
  }

  private static String name(Document document) {
    List<Element> processes = elements(document, BPMN, "process");
    return processes.isEmpty() ? "" : processes.get(0).getAttribute("name");
  }

  private static Node node(Element element, Element shape) {
    return new Node(
        element.getAttribute("id"),
        element.getAttribute("name"),
        shape(element.getLocalName()),
        kind(element),
        !children(element, BPMN, "multiInstanceLoopCharacteristics").isEmpty(),
        bounds(shape),
        label(shape));
  }

  private static Shape shape(String name) {
    return switch (name) {
      case "startEvent" -> Shape.START;
      case "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent" -> Shape.BETWEEN;
      case "endEvent" -> Shape.END;
      case "exclusiveGateway", "inclusiveGateway", "eventBasedGateway" -> Shape.GATEWAY;
      case "parallelGateway" -> Shape.PARALLEL;
      case "userTask" -> Shape.PERSON;
      case "serviceTask", "businessRuleTask", "sendTask", "scriptTask" -> Shape.SERVICE;
      case "callActivity" -> Shape.CALL;
      case "subProcess" -> Shape.FRAME;
      default -> Shape.OTHER;
    };
  }

  private static String kind(Element element) {
    for (String kind : List.of("timer", "message", "error", "signal", "escalation")) {
      if (!children(element, BPMN, kind + "EventDefinition").isEmpty()) {
        return kind;
      }
    }
    return "";
  }

  private static Rectangle2D bounds(Element shape) {
    return rectangle(children(shape, BOUNDS, "Bounds").get(0));
  }

  private static Rectangle2D label(Element drawn) {
    return children(drawn, LAYOUT, "BPMNLabel").stream()
        .flatMap(label -> children(label, BOUNDS, "Bounds").stream())
        .findFirst()
        .map(DiagramReader::rectangle)
        .orElse(null);
  }

  private static Rectangle2D rectangle(Element bounds) {
    return new Rectangle2D.Double(
        number(bounds, "x"),
        number(bounds, "y"),
        number(bounds, "width"),
        number(bounds, "height"));
  }

  private static List<Point2D> way(Element edge) {
    return children(edge, WAYS, "waypoint").stream()
        .<Point2D>map(point -> new Point2D.Double(number(point, "x"), number(point, "y")))
        .toList();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<Element> elements(Document document, String space, String name) {
    NodeList found = document.getElementsByTagNameNS(space, name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<Element> children(Element parent, String space, String name) {
    List<Element> children = new ArrayList<>();
    for (org.w3c.dom.Node node = parent.getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      if (node instanceof Element element
          && space.equals(element.getNamespaceURI())
          && name.equals(element.getLocalName())) {
        children.add(element);
      }
    }
    return children;
  }

  private static Document parse(String bpmn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(bpmn)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException("kein lesbares Modell", e);
    }
  }
}
