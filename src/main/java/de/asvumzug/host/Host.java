package de.asvumzug.host;

import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.LogChunk;
import de.asvumzug.host.ssh.SshAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine that the product works on: this one, or one over SSH. Commands are argument lists; long
 * work runs detached in a job folder and survives this application and the connection
 * (docs/architecture.md §5).
 *
 * <p>Methods throw {@link IOException} when the machine or the connection fails; a command that
 * ends with a non-zero exit code is a result, not an exception.
 */
public interface Host extends AutoCloseable {

  /** What decides how commands are built and paths look. */
  enum OperatingSystem {
    LINUX,
    WINDOWS;

    /** What swallows everything, where a program wants the name of a file. */
    public String nullDevice() {
      return this == WINDOWS ? "NUL" : "/dev/null";
    }

    /**
     * A text as a program meant it that writes in Windows' text mode: there each line end gets a CR
     * before it, also one within a value, and one that had a CR has two.
     */
    public String text(String written) {
      return this == WINDOWS ? written.replace("\r\n", "\n") : written;
    }

    /** A program's file by its name without the ending. */
    public String program(String name) {
      return this == WINDOWS && !name.endsWith(".exe") ? name + ".exe" : name;
    }
  }

  /** The machine's name in the settings. */
  String name();

  default OperatingSystem system() {
    return OperatingSystem.LINUX;
  }

  /** Where another machine may log in to bring files here directly; empty if none may. */
  default Optional<SshAddress> sshAddress() {
    return Optional.empty();
  }

  /**
   * Absolute path of the folder that belongs to the product on this machine: jobs, backups,
   * transferred copies.
   */
  String workFolder();

  /**
   * Runs a command to its end; meant for short ones. Ended by force after the machine's command
   * time-out (60 s).
   */
  CommandResult run(Command command) throws IOException, InterruptedException;

  /**
   * Runs a command that only looks how far something is: it changes nothing, comes often, and
   * leaves no line on the trail.
   */
  default CommandResult look(Command command) throws IOException, InterruptedException {
    return run(command);
  }

  /**
   * Starts a command detached, unless a job of that key exists: then it is attached to, never
   * started again. The job folder is created atomically.
   */
  JobStatus start(JobKey key, Command command) throws IOException;

  /** Empty if no job of that key was ever started here (or it has been removed). */
  Optional<JobStatus> status(JobKey key) throws IOException;

  /**
   * As {@link #status(JobKey)}, but where {@link #awaitsEnds} not before the job has ended or the
   * time is over; it may be earlier.
   */
  Optional<JobStatus> status(JobKey key, Duration wait) throws IOException;

  /**
   * Whether the machine itself waits for the end of a job now. Waiting takes a place of its
   * connection, of which some have only one or two.
   */
  boolean awaitsEnds();

  /** Standard output and error of a job from a byte offset on; at most 1 MiB a call. */
  LogChunk readLog(JobKey key, long offset) throws IOException;

  /**
   * Numbers of the job's processes: those that count as the job, whatever has become of its first
   * one. None if it has ended.
   */
  List<Long> processesOf(JobKey key) throws IOException;

  /**
   * Ends all processes of the job, also where its first one is gone; returns when there is none.
   * Nothing happens if it has ended. What has left the job's session, as a server does, stays.
   */
  void cancel(JobKey key) throws IOException, InterruptedException;

  /**
   * From now on no job or short command of an owner begins here ({@link Command#owner}; of a job
   * the key's part before the first dot), however late it comes; what has begun has ended when this
   * returns.
   */
  void shut(String owner) throws IOException, InterruptedException;

  /**
   * From now on no command with an earlier token of that name begins here; one that has begun has
   * ended when this returns.
   *
   * @throws OperationFailed (temporary) if the machine has seen a later one: this token counts no
   *     more
   */
  void fence(FencingToken token) throws IOException;

  /** Removes an ended job's folder; called only after the engine has committed the step. */
  void remove(JobKey key) throws IOException;

  /** Keys of all jobs that are there, ended or not. */
  List<JobKey> jobs() throws IOException;

  HostFiles files();

  List<ProcessInfo> processes() throws IOException;

  /** Whether a TCP connection from this host to the address opens within 3 seconds. */
  boolean reaches(String address, int port) throws IOException;

  /**
   * Whether the machine shows any sign of life now. One try, without the patience that work has: a
   * machine that refuses, hangs or is another one than expected answers, too.
   */
  default boolean answers() {
    try {
      clock();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The host's clock. */
  Instant clock() throws IOException;

  /**
   * Finds a program: on the PATH, then in the given folders (a trailing {@code *} stands for one
   * name, newest first).
   */
  Optional<String> findProgram(String name, List<String> folders) throws IOException;

  /** Ends connections; jobs go on. */
  @Override
  default void close() {}
}
