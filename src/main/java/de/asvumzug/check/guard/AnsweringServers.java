package de.asvumzug.check.guard;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Which servers of a move answered when this node looked last. Nothing depends on it: it is for
 * people, who read how old it is. What must not be wrong asks the servers themselves.
 */
@Component
public class AnsweringServers {
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  /**
   * @param source whether the old server answered
   * @param target whether the new server answered
   */
  public record Look(boolean source, boolean target, Instant at) {

    /** German, without a full stop. */
    public String words() {
      if (source && target) {
        return "beide Server";
      }
      return source ? "der alte Server" : target ? "der neue Server" : "keiner";
    }
  }

  public void seen(String migrationId, Look look) {
    looks.put(migrationId, look);
  }

  /** Forgets all other moves. */
  public void keep(Collection<String> migrationIds) {
    looks.keySet().retainAll(migrationIds);
  }

  /** Empty if the servers of the move are not watched from here. */
  public Optional<Look> last(String migrationId) {
    return Optional.ofNullable(looks.get(migrationId));
  }
}
