package de.asvumzug.asv.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.h2.H2Console;
import de.asvumzug.host.secret.Secrets;
import org.springframework.stereotype.Component;

/** Which engine an endpoint's database has. */
@Component
public class DatabaseEngines {
  private final DatabaseEngine postgres;
  private final DatabaseEngine h2;

  public DatabaseEngines(LayoutSettings layout, H2Console console, Secrets secrets) {
    this.postgres = new PostgresEngine(secrets);
    this.h2 = new H2Engine(layout, console);
  }

  public DatabaseEngine of(Endpoint endpoint) {
    return switch (endpoint.installation().variant()) {
      case ENTERPRISE -> postgres;
      case SCHOOL -> h2;
    };
  }
}
