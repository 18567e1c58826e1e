package de.asvumzug.security.engine;

import java.util.regex.Pattern;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Refuses foreign expressions in queries. The engine evaluates an expression without a variable
 * scope only for queries and stored filters, and there an expression is a user's text: in {@code
 * orQueries} it is evaluated unchecked (CVE-2026-109432), in filters by design. Models keep the
 * whole language, because they are evaluated with a scope.
 *
 * <p>The only class that leans on the engine's internals; look again before an engine is changed.
 */
final class GuardedExpressionManager extends SpringExpressionManager {
  private static final String NOW_OR_SHIFTED =
      "now\\(\\)|dateTime\\(\\)(\\.(plus|minus|with)[A-Z][A-Za-z]{0,30}\\(\\d{1,6}\\)){0,8}";
  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\s*[$#]\\{\\s*(currentUser\\(\\)|currentUserGroups\\(\\)|"
              + NOW_OR_SHIFTED
              + ")\\s*}\\s*");

  GuardedExpressionManager(ApplicationContext beans) {
    super(beans);
  }

  @Override
  public Expression createExpression(String text) {
    return new Guarded(createValueExpression(text), this, text);
  }

  /** Whether a query may evaluate this text: plain text, or one call of the short list. */
  static boolean harmless(String text) {
    return text.indexOf('{') < 0 || HARMLESS.matcher(text).matches();
  }

  /** An expression that answers without a scope only if it is harmless. */
  private static final class Guarded extends JuelExpression {
    private final String text;

    Guarded(ValueExpression value, GuardedExpressionManager manager, String text) {
      super(value, manager, text);
      this.text = text;
    }

    @Override
    public Object getValue(VariableScope scope, BaseDelegateExecution context) {
      if (scope == null && !harmless(text)) {
        throw new BadUserRequestException(
            "Dieser Ausdruck ist in Abfragen und Filtern nicht erlaubt. Erlaubt sind currentUser(), currentUserGroups(), now() und dateTime() mit Verschiebung.");
      }
      return super.getValue(scope, context);
    }
  }

  /** Puts the guard into the engine before it is built. */
  @Component
  static final class Installation extends AbstractCamundaConfiguration {
    private final ApplicationContext beans;

    Installation(ApplicationContext beans) {
      this.beans = beans;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration configuration) {
      configuration.setExpressionManager(new GuardedExpressionManager(beans));
    }
  }
}
