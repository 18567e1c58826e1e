package de.asvumzug.plan.release;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which ASV releases there are.
 *
 * @param order releases from old to new, e.g. {@code 2.13,2.14}. No complete list of releases is
 *     documented; empty means the assumption that they are counted up in the second number without
 *     gaps (2.12, 2.13, 2.14). Needed where that does not hold, e.g. {@code 2.22,3.0}
 */
@ConfigurationProperties("asv.releases")
public record ReleaseSettings(@DefaultValue List<String> order) {

  public ReleaseSettings {
    order = order == null ? List.of() : List.copyOf(order);
  }
}
