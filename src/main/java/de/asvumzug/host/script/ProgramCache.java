package de.asvumzug.host.script;

import de.asvumzug.host.DelegatingHost;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A machine whose programs are looked for once each: a step asks for the same few dozens of times.
 * What was not there is looked for again. To be used for one step only, as programs are installed
 * between them.
 */
public final class ProgramCache extends DelegatingHost {
  private record Search(String program, List<String> folders) {}

  private final Map<Search, String> found = new ConcurrentHashMap<>();

  /**
   * @param host the machine itself
   */
  public ProgramCache(Host host) {
    super(host);
  }

  @Override
  public Optional<String> findProgram(String program, List<String> folders) throws IOException {
    Search search = new Search(program, List.copyOf(folders));
    String known = found.get(search);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> file = host.findProgram(program, folders);
    file.ifPresent(there -> found.put(search, there));
    return file;
  }
}
