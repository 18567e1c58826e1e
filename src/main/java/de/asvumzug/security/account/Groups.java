package de.asvumzug.security.account;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/** The groups that the tool knows by id, and membership in them. */
@Component
public final class Groups {
  public static final String TECHNIK = "technik";
  public static final String BETREIBER = "betreiber";
  public static final String IT_MANAGEMENT = "it-management";
  public static final String WORKER = "worker";
  public static final String ADMIN = "camunda-admin";
  public static final String SCHOOL_PREFIX = "schule-";

  private final IdentityService identity;

  Groups(IdentityService identity) {
    this.identity = identity;
  }

  /** Creates the group unless it is there. */
  public void ensure(String id, String name, String type) {
    if (identity.createGroupQuery().groupId(id).count() == 0) {
      Group group = identity.newGroup(id);
      group.setName(name);
      group.setType(type);
      identity.saveGroup(group);
    }
  }

  /** Makes the user a member unless he is one. */
  void join(String user, String group) {
    if (identity.createUserQuery().userId(user).memberOfGroup(group).count() == 0) {
      identity.createMembership(user, group);
    }
  }

  long members(String group) {
    return identity.createUserQuery().memberOfGroup(group).count();
  }

  /** Ids of the groups that a user is a member of. */
  public List<String> of(String user) {
    return identity.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList();
  }
}
