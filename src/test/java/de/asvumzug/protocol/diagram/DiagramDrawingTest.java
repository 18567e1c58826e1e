package de.asvumzug.protocol.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagramDrawingTest {
  private static final Pattern FLOW_NODE =
      Pattern.compile(
          "<bpmn:(?:\\w+Task|task|\\w+Event|\\w+Gateway|callActivity|subProcess) id=\"([^\"]+)\"");

  static Stream<Path> models() throws IOException {
    return Files.list(Path.of("processes")).filter(file -> file.toString().endsWith(".bpmn"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_element_of_a_model_is_drawn(Path file) throws IOException {
    String bpmn = Files.readString(file);
    Set<String> wanted = new HashSet<>();
    FLOW_NODE.matcher(bpmn).results().forEach(found -> wanted.add(found.group(1)));

    Diagram diagram = DiagramReader.read(bpmn).orElseThrow();

    assertThat(diagram.nodes()).extracting(Diagram.Node::id).containsAll(wanted);
    assertThat(diagram.edges())
        .hasSize((int) Pattern.compile("<bpmn:sequenceFlow").matcher(bpmn).results().count());
    assertThat(inked(picture(diagram, Map.of()))).isGreaterThan(1000);
  }

  @Test
  void what_ran_looks_different_from_what_did_not() throws IOException {
    Diagram diagram =
        DiagramReader.read(Files.readString(Path.of("processes/backup.bpmn"))).orElseThrow();
    BufferedImage before = picture(diagram, Map.of());
    BufferedImage after = picture(diagram, Map.of("backupDatabase", Mark.DONE));
    assertThat(inked(after)).isGreaterThan(inked(before));
  }

  @Test
  void a_model_without_a_layout_has_no_drawing() {
    assertThat(
            DiagramReader.read(
                "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">"
                    + "<process id=\"a\"/></definitions>"))
        .isEmpty();
  }

  private static BufferedImage picture(Diagram diagram, Map<String, Mark> marks)
      throws IOException {
    DiagramDrawing drawing = new DiagramDrawing(diagram, marks);
    BufferedImage image =
        new BufferedImage(
            (int) drawing.width(), (int) drawing.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
    drawing.draw(canvas);
    canvas.dispose();
    Files.createDirectories(Path.of("target/screenshots"));
    ImageIO.write(image, "png", new File("target/screenshots/modell-" + diagram.name() + ".png"));
    return image;
  }

  private static long inked(BufferedImage image) {
    return Stream.iterate(0, i -> i < image.getHeight(), i -> i + 1)
        .mapToLong(
            y ->
                Stream.iterate(0, i -> i < image.getWidth(), i -> i + 1)
                    .filter(x -> (image.getRGB(x, y) & 0xffffff) != 0xffffff)
                    .count())
        .sum();
  }
}
