package de.asvumzug.asv.service;

import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/** The service manager of one machine; a class for each operating system. */
public interface ServiceControl {

  /** The one that the machine has. */
  static ServiceControl of(Host host, ServiceSettings settings) {
    return switch (host.system()) {
      case LINUX -> new SystemdServices(host, settings.on(host));
      case WINDOWS -> new WindowsServices(host);
    };
  }

  /**
   * @throws de.asvumzug.host.OperationFailed (temporary) if the answers cannot be understood
   */
  UnitState state(String unit) throws IOException, InterruptedException;

  /** Ends a service; may return before it has ended. */
  Command stop(String unit) throws IOException;

  /** Returns when the start is taken on. */
  void start(String unit) throws IOException, InterruptedException;

  void enable(String unit) throws IOException, InterruptedException;

  /** Not started by the machine, but by whoever asks for it. */
  void leaveByHand(String unit) throws IOException, InterruptedException;

  /** The machine does not start it by itself any more; where that is told apart, nobody does. */
  void disable(String unit) throws IOException, InterruptedException;

  /** Ends a running service and starts it again. */
  void restart(String unit) throws IOException, InterruptedException;

  /** Number of the service's process; empty if none runs or the manager does not say. */
  OptionalLong process(String unit) throws IOException, InterruptedException;

  /**
   * Name of the system's user that it runs as, where files have to belong to it; empty if not said.
   */
  String user(String unit) throws IOException, InterruptedException;

  /** Keeps the manager from ending the service by force before this time. */
  void allowLongStop(String unit, Duration time) throws IOException, InterruptedException;
}
