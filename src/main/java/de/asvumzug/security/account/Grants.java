package de.asvumzug.security.account;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.springframework.stereotype.Component;

/** Grants for groups in the engine, written so that they can be repeated. */
@Component
public final class Grants {
  private final AuthorizationService authorizations;

  Grants(AuthorizationService authorizations) {
    this.authorizations = authorizations;
  }

  /**
   * Gives a group exactly these permissions on one resource; what it had beyond them there is taken
   * away.
   *
   * @param resourceId id of the resource, {@link Authorization#ANY} for all of that kind
   */
  public void give(String group, Resource resource, String resourceId, Permission... permissions) {
    Authorization grant = find(group, resource, resourceId);
    if (grant == null) {
      grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      grant.setGroupId(group);
      grant.setResource(resource);
      grant.setResourceId(resourceId);
    }
    grant.setPermissions(permissions);
    authorizations.saveAuthorization(grant);
  }

  /** Takes away what a group may do with one resource, or with all of that kind. */
  public void take(String group, Resource resource, String resourceId) {
    Authorization grant = find(group, resource, resourceId);
    if (grant != null) {
      authorizations.deleteAuthorization(grant.getId());
    }
  }

  private Authorization find(String group, Resource resource, String resourceId) {
    return authorizations
        .createAuthorizationQuery()
        .groupIdIn(group)
        .resourceType(resource)
        .resourceId(resourceId)
        .authorizationType(Authorization.AUTH_TYPE_GRANT)
        .singleResult();
  }
}
