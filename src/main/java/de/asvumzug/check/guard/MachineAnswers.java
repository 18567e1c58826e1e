package de.asvumzug.check.guard;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.plan.Installation;
import java.io.IOException;
import org.springframework.stereotype.Component;

/**
 * Looks whether a machine shows any sign of life at all, with one try each: by its log-in and by
 * its server's client port. Cheaper than the guard, and asks for nothing else.
 */
@Component
public class MachineAnswers {
  private final PortProbe ports;

  public MachineAnswers(PortProbe ports) {
    this.ports = ports;
  }

  /**
   * @param other the other end, which may rightly answer under a shared address
   */
  public boolean anySign(Endpoint endpoint, Installation other) {
    Installation own = endpoint.installation();
    boolean shared =
        own.address().equalsIgnoreCase(other.address()) && own.clientPort() == other.clientPort();
    return endpoint.host().answers() || !shared && opens(own);
  }

  /** A name that does not resolve is no sign of life. */
  private boolean opens(Installation own) {
    try {
      return ports.opens(own.address(), own.clientPort());
    } catch (IOException e) {
      return false;
    }
  }
}
