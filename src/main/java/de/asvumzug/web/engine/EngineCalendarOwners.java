package de.asvumzug.web.engine;

import de.asvumzug.security.account.Groups;
import de.asvumzug.web.calendar.CalendarOwners;
import de.asvumzug.web.move.Viewer;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the engine's accounts. */
@Component
class EngineCalendarOwners implements CalendarOwners {
  private final IdentityService identity;
  private final Groups groups;

  EngineCalendarOwners(@Lazy IdentityService identity, Groups groups) {
    this.identity = identity;
    this.groups = groups;
  }

  @Override
  public Optional<Viewer> viewer(String user) {
    return identity.createUserQuery().userId(user).count() == 0
        ? Optional.empty()
        : Optional.of(new Viewer(user, Set.copyOf(groups.of(user))));
  }
}
