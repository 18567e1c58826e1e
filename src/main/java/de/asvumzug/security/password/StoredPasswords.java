package de.asvumzug.security.password;

import de.asvumzug.security.login.EngineLogin;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * How the engine stores passwords: Argon2id. What an older version has stored (salted SHA-512) is
 * still checked by the engine, and renewed at the log-in ({@link EngineLogin}). Two are worked out
 * at a time, so that many log-ins at once take neither all memory nor all processors.
 *
 * <p>Leans on an interface among the engine's internals; look again before an engine is changed.
 */
@Component
public final class StoredPasswords implements PasswordEncryptor {
  private static final String NAME = "argon2id";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;

  /** 7 MiB and five passes: as hard as the usual 19 MiB and two, with less memory. */
  private static final int KIBIBYTES = 7 * 1024;

  private static final int PASSES = 5;
  private static final int AT_A_TIME = 2;

  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
  private final Semaphore free = new Semaphore(AT_A_TIME, true);
  private final String nobodys = argon2.encode("nobody has this password");

  @Override
  public String encrypt(String password) {
    return oneOfFew(() -> argon2.encode(password));
  }

  @Override
  public boolean check(String password, String stored) {
    return oneOfFew(() -> argon2.matches(password, stored));
  }

  @Override
  public String hashAlgorithmName() {
    return NAME;
  }

  /** Whether it was stored in this way. */
  public static boolean current(String stored) {
    return stored != null && stored.startsWith("{" + NAME + "}");
  }

  /** Takes as long as a check: a name that is not there looks like one that is. */
  public void pretend(String password) {
    check(password, nobodys);
  }

  private <T> T oneOfFew(Supplier<T> work) {
    free.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  /** Puts both into the engine before it is built. */
  @Component
  static final class Installation extends AbstractCamundaConfiguration {
    private final StoredPasswords stored;

    Installation(StoredPasswords stored) {
      this.stored = stored;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration configuration) {
      configuration.setPasswordEncryptor(stored);
      configuration.setPasswordPolicy(new PasswordRules(new MostUsedPasswords()));
      configuration.setEnablePasswordPolicy(true);
    }
  }
}
