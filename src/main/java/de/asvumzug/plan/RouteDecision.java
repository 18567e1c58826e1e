package de.asvumzug.plan;

/** The rule table {@code migration-route}: which way a move takes, or why there is none. */
public interface RouteDecision {

  Answer decide(Question question);

  /** What the rule table looks at. */
  record Question(
      Scope scope,
      Variant sourceVariant,
      Variant targetVariant,
      boolean targetInUse,
      boolean sourceServesOthers,
      boolean cloneTool) {

    public static Question of(Migration plan) {
      return new Question(
          plan.scope(),
          plan.source().variant(),
          plan.target().variant(),
          plan.target().inUse(),
          plan.sourceServesOthers(),
          plan.options().cloneTool());
    }
  }

  /**
   * What the rule table says.
   *
   * @param route null if there is none
   * @param install whether the new server is installed in this move
   * @param sourceContinues whether the old server goes on for other schools afterwards
   * @param targetBackup whether the new server must be backed up before it takes a school in
   * @param refusal German reason why this move is impossible; null or blank if it is possible
   */
  record Answer(
      Route route, boolean install, boolean sourceContinues, boolean targetBackup, String refusal) {

    public boolean refused() {
      return route == null || refusal != null && !refusal.isBlank();
    }
  }
}
