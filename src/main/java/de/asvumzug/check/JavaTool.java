package de.asvumzug.check;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A small class of ours, run on the machine by the installation's own Java: what it sees is what
 * ASV sees there, and nothing has to be installed. The class file is copied into the product's work
 * folder; the installation stays as it is (rule I4).
 */
public final class JavaTool {

  /** On the command line of every tool of ours, so that the guard does not take it for ASV. */
  public static final String MARKER = "-Dasv.umzug.tool=";

  private final Class<?> tool;
  private final List<Class<?>> parts;

  /**
   * @param tool a class without nested classes that uses nothing but the JDK
   * @param parts further classes that it uses, as plain as it
   */
  public JavaTool(Class<?> tool, Class<?>... parts) {
    this.tool = tool;
    this.parts = List.of(parts);
  }

  /** Ships the class and gives the command that runs it with the program's jars on its path. */
  public Command command(Endpoint site, List<String> jars, List<String> arguments)
      throws IOException {
    return command(site.host(), site.directory(), jars, arguments);
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
          "Auf "
              + host.name()
              + " fehlt "
              + java
              + ". Erwartet wird das Java, das ASV mitbringt; bitte den Ordner der Installation im"
              + " Umzugsplan prüfen.");
    }
    List<String> path = new ArrayList<>(List.of(ship(host)));
    path.addAll(jars);
    List<String> line = new ArrayList<>(List.of(java, MARKER + tool.getSimpleName()));
    line.addAll(
        List.of(
            "-Xmx256m",
            "-Dfile.encoding=UTF-8",
            "-cp",
            String.join(windows(host) ? ";" : ":", path)));
    line.add(tool.getName());
    line.addAll(arguments);
    return Command.of(line);
  }

  private static boolean windows(Host host) {
    return host.system() == Host.OperatingSystem.WINDOWS;
  }

  private String ship(Host host) throws IOException {
    String folder = host.workFolder() + "/tools";
    ship(host, folder, tool);
    for (Class<?> part : parts) {
      ship(host, folder, part);
    }
    return folder;
  }

  private static void ship(Host host, String folder, Class<?> shipped) throws IOException {
    String file = folder + "/" + shipped.getName().replace('.', '/') + ".class";
    HostFiles files = host.files();
    files.createFolders(file.substring(0, file.lastIndexOf('/')));
    try (InputStream in = shipped.getResourceAsStream(shipped.getSimpleName() + ".class");
        OutputStream out = files.write(file, 0)) {
      in.transferTo(out);
    }
  }
}
