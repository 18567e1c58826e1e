package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.host.secret.Secrets;

/** Which engine reads an endpoint's database. */
final class TenantEngines {
  private final TenantEngine postgres;
  private final TenantEngine h2;

  TenantEngines(
      TenantSettings settings, CheckSettings checks, LayoutSettings layout, Secrets secrets) {
    this.postgres = new PostgresTenants(settings, checks, secrets);
    this.h2 = new H2Tenants(settings, checks, layout, secrets);
  }

  TenantEngine of(Endpoint endpoint) {
    return switch (endpoint.installation().variant()) {
      case ENTERPRISE -> postgres;
      case SCHOOL -> h2;
    };
  }
}
