package de.asvumzug.host.script;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import java.util.List;

/**
 * Lines that a machine's shell reads. One class an operating system makes them, so that quoting has
 * one place; what the lines ask for is the same everywhere: the verbs of {@code host.sh}.
 */
public interface Commands {

  Host.OperatingSystem system();

  /** Whether a path names a place from the root on, with '/' between names. */
  boolean isAbsolute(String file);

  /** The script's content; see {@code host.sh} for what its verbs promise. */
  String script();

  /** File name of the script, for a hash of its content. */
  String scriptName(String hash);

  /** A call of the script. */
  String verb(String script, String verb, List<String> arguments);

  /**
   * Puts the script, which is the line's input, where it belongs, and takes old answers away. A
   * script of which only a part came is not put there; the line then ends with {@value #PART}. It
   * answers {@value #INSTALLED} and how many bytes lie there when all is done.
   *
   * @param bytes of the whole script
   */
  String install(String script, int bytes);

  /** What a line says that has put the script where it belongs, before the length of that. */
  String INSTALLED = "installed";

  /** Exit code where not everything came. */
  int PART = 75;

  /**
   * What the script runs in a job's folder.
   *
   * @param limitSeconds ended by force after this time; 0 for never
   */
  String spec(Command command, long limitSeconds);

  /** Folders searched before the machine's own PATH, as one value. */
  String path();

  /** Whether a program runs with more rights than the log-in. */
  boolean needsSudo(String program);
}
