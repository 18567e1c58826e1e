package de.asvumzug.support;

import de.asvumzug.host.secret.DatabaseLogin;
import de.asvumzug.host.secret.Secrets;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Secrets that every machine may use for everything. */
public final class TestSecrets implements Secrets {
  private final UnaryOperator<String> values;

  /**
   * @param values by name; null for one that is not there
   */
  public TestSecrets(UnaryOperator<String> values) {
    this.values = values;
  }

  public static TestSecrets of(Map<String, String> values) {
    return new TestSecrets(values::get);
  }

  @Override
  public String read(String name) {
    return values.apply(name);
  }

  @Override
  public String certificatePin(String machine, String name) {
    return read(name);
  }

  @Override
  public DatabaseLogin databaseLogin(String machine, String host, String secret) {
    return new DatabaseLogin(secret == null ? null : read(secret), Map.of());
  }

  @Override
  public boolean exists(String name) {
    return read(name) != null;
  }
}
