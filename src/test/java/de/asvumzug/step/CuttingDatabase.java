package de.asvumzug.step;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A database whose connection breaks now and then: before a statement or a commit has done
 * anything, or after it has, so that nobody knows.
 */
final class CuttingDatabase extends DelegatingDataSource {
  private static final String CONNECTION_LOST = "08006";
  private final BooleanSupplier cuts;

  /**
   * @param cuts asked before and after every statement and commit
   */
  CuttingDatabase(DataSource real, BooleanSupplier cuts) {
    super(real);
    this.cuts = cuts;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return around(Connection.class, super.getConnection());
  }

  private <T> T around(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(real, method, arguments)));
  }

  private Object call(Object real, Method method, Object[] arguments) throws Throwable {
    boolean works = method.getName().startsWith("execute") || method.getName().equals("commit");
    if (works && cuts.getAsBoolean()) {
      throw new SQLException("cut before " + method.getName(), CONNECTION_LOST);
    }
    Object result = invoke(real, method, arguments);
    if (works && cuts.getAsBoolean()) {
      throw new SQLException("cut after " + method.getName(), CONNECTION_LOST);
    }
    return result instanceof PreparedStatement statement
        ? around(PreparedStatement.class, statement)
        : result;
  }

  private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
