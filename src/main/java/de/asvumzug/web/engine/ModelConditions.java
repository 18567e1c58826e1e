package de.asvumzug.web.engine;

import jakarta.el.ELContext;
import jakarta.el.ExpressionFactory;
import jakarta.el.StandardELContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Which way a model takes at a gateway when all goes well: what a plan decides is taken from the
 * plan, what people or checks decide is taken to be good.
 */
final class ModelConditions {
  private final ExpressionFactory expressions = ExpressionFactory.newInstance();
  private final Map<String, Object> variables;

  ModelConditions(Map<String, Object> plan) {
    Map<String, Object> all = new HashMap<>();
    all.put("schedule", new Content());
    all.put("acceptance", new Content());
    all.put("execution", "");
    all.put("refusal", null);
    all.put("reminderAt", null);
    for (String good : new String[] {"accepted", "loginWorks"}) {
      all.put(good, true);
    }
    for (String none :
        new String[] {
          "openFindings",
          "backupFindings",
          "centralSystemFindings",
          "reachabilityFindings",
          "clientsOpen",
          "tenantsLeft"
        }) {
      all.put(none, 0);
    }
    all.putAll(plan);
    this.variables = all;
  }

  /**
   * @param condition of the model, e.g. <code>${route == 'FULL'}</code>
   * @throws jakarta.el.ELException if it asks for something that nobody has thought of here
   */
  boolean hold(String condition) {
    ELContext context = new StandardELContext(expressions);
    variables.forEach(
        (name, value) ->
            context
                .getVariableMapper()
                .setVariable(name, expressions.createValueExpression(value, Object.class)));
    return Boolean.TRUE.equals(
        expressions.createValueExpression(context, condition, Boolean.class).getValue(context));
  }

  /** Schools of which each has said yes, and still has everything to do that schools do. */
  public static final class Content {

    public boolean agreed(Object execution) {
      return true;
    }

    public boolean allFine(Object execution) {
      return true;
    }

    public boolean asks(Object execution, Object element) {
      return true;
    }
  }
}
