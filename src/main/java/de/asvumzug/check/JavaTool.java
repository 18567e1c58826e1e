package de.asvumzug.check;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.probe.ProbeJar;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ToolJar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of ours, run on the machine by the installation's own Java: what it sees is what ASV
 * sees there, and nothing has to be installed. Its jar is copied into the product's work folder;
 * the installation stays as it is (rule I4).
 */
public final class JavaTool {

  /** On the command line of every tool of ours, so that the guard does not take it for ASV. */
  public static final String MARKER = "-Dasv.umzug.tool=";

  private final Class<?> program;
  private final Packed jar;

  /** Where the jar with the program comes from. */
  @FunctionalInterface
  public interface Packed {
    ToolJar jar() throws IOException;
  }

  /**
   * @param probe the one with the main method
   */
  public JavaTool(Class<?> probe) {
    this(probe, ProbeJar::pack);
  }

  /**
   * @param program the class with the main method
   * @param jar what it needs
   */
  public JavaTool(Class<?> program, Packed jar) {
    this.program = program;
    this.jar = jar;
  }

  /** Ships the jar and gives the command that runs it with the program's jars on its path. */
  public Command command(Endpoint endpoint, List<String> jars, List<String> arguments)
      throws IOException {
    return command(endpoint.host(), endpoint.directory(), jars, arguments);
  }

  /** Whether an installation brings the Java that this needs. */
  public boolean runsOn(Host host, String directory) throws IOException {
    return host.files().stat(LayoutSettings.java(host, directory)).isPresent();
  }

  /** As {@link #command(Endpoint, List, List)}, for any installation, such as a client's. */
  public Command command(Host host, String directory, List<String> jars, List<String> arguments)
      throws IOException {
    String java = LayoutSettings.java(host, directory);
    if (!runsOn(host, directory)) {
      throw OperationFailed.permanent(
          """
          Auf %s fehlt %s. Erwartet wird das Java, das ASV mitbringt; bitte den Ordner der \
          Installation im Umzugsplan prüfen."""
              .formatted(host.name(), java));
    }
    List<String> path = new ArrayList<>(List.of(jar.jar().ship(host)));
    path.addAll(jars);
    List<String> line = new ArrayList<>(List.of(java, MARKER + program.getSimpleName()));
    line.addAll(
        List.of(
            "-Xmx256m",
            "-Dfile.encoding=UTF-8",
            "-cp",
            String.join(windows(host) ? ";" : ":", path)));
    line.add(program.getName());
    line.addAll(arguments);
    return Command.of(line);
  }

  private static boolean windows(Host host) {
    return host.system() == Host.OperatingSystem.WINDOWS;
  }
}
