package de.asvumzug.protocol.pdf;

import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.FSObjectDrawerFactory;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.Shape;
import java.util.Map;
import org.w3c.dom.Element;

/** Puts drawings where the text asks for them. */
final class DrawnObjects implements FSObjectDrawerFactory {
  static final String TYPE = "asv/drawing";

  private final Map<String, Drawing> drawings;

  DrawnObjects(Map<String, Drawing> drawings) {
    this.drawings = drawings;
  }

  @Override
  public boolean isReplacedObject(Element element) {
    return TYPE.equals(element.getAttribute("type"));
  }

  @Override
  public FSObjectDrawer createDrawer(Element element) {
    return isReplacedObject(element) ? this::draw : null;
  }

  private Map<Shape, String> draw(
      Element element,
      double x,
      double y,
      double width,
      double height,
      OutputDevice device,
      RenderingContext context,
      int dotsPerPixel) {
    Drawing drawing = drawings.get(element.getAttribute("data"));
    device.drawWithGraphics(
        (float) x,
        (float) y,
        (float) width / dotsPerPixel,
        (float) height / dotsPerPixel,
        canvas -> {
          double scale =
              Math.min(
                  width / dotsPerPixel / drawing.width(), height / dotsPerPixel / drawing.height());
          canvas.scale(scale, scale);
          drawing.draw(canvas);
        });
    return null;
  }
}
