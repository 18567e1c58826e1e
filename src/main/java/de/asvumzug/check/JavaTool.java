package de.asvumzug.check;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.probe.ProbeJar;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A probe, run on the machine by the installation's own Java: what it sees is what ASV sees there,
 * and nothing has to be installed. The jar of all probes is copied into the product's work folder;
 * the installation stays as it is (rule I4).
 */
public final class JavaTool {

  /** On the command line of every tool of ours, so that the guard does not take it for ASV. */
  public static final String MARKER = "-Dasv.umzug.tool=";

  private final Class<?> probe;

  /**
   * @param probe the one with the main method
   */
  public JavaTool(Class<?> probe) {
    this.probe = probe;
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
    List<String> path = new ArrayList<>(List.of(ship(host)));
    path.addAll(jars);
    List<String> line = new ArrayList<>(List.of(java, MARKER + probe.getSimpleName()));
    line.addAll(
        List.of(
            "-Xmx256m",
            "-Dfile.encoding=UTF-8",
            "-cp",
            String.join(windows(host) ? ";" : ":", path)));
    line.add(probe.getName());
    line.addAll(arguments);
    return Command.of(line);
  }

  private static boolean windows(Host host) {
    return host.system() == Host.OperatingSystem.WINDOWS;
  }

  /** By way of another name: cut in the middle, nothing is taken for the jar that is none. */
  private static String ship(Host host) throws IOException {
    ProbeJar jar = ProbeJar.pack();
    HostFiles files = host.files();
    String folder = host.workFolder() + "/tools";
    String file = folder + "/" + jar.name();
    if (isThere(files, file, jar)) {
      return file;
    }
    files.delete(file);
    files.createFolders(folder);
    String draft = file + "." + UUID.randomUUID();
    try (OutputStream out = files.write(draft, 0)) {
      out.write(jar.bytes());
    }
    try {
      files.move(draft, file);
    } catch (IOException e) {
      files.delete(draft);
      // Another step may have been quicker.
      if (!isThere(files, file, jar)) {
        throw e;
      }
    }
    return file;
  }

  private static boolean isThere(HostFiles files, String file, ProbeJar jar) throws IOException {
    return files.stat(file).isPresent() && files.sha256(file).equals(jar.sha256());
  }
}
