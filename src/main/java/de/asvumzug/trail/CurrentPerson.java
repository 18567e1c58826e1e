package de.asvumzug.trail;

import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The person in whose name the engine works on this thread. */
@Component
public final class CurrentPerson {
  private final ObjectProvider<IdentityService> identity;

  CurrentPerson(ObjectProvider<IdentityService> identity) {
    this.identity = identity;
  }

  /** Empty where the engine works by itself, such as in a timer. */
  public Optional<String> id() {
    // The return type is a class of the engine's inside, which this project does not use; its
    // property is read by name instead.
    Object authentication = identity.getObject().getCurrentAuthentication();
    if (authentication == null) {
      return Optional.empty();
    }
    Object id =
        PropertyAccessorFactory.forBeanPropertyAccess(authentication).getPropertyValue("userId");
    return Optional.ofNullable(id).map(Object::toString).filter(text -> !text.isBlank());
  }
}
