package de.asvumzug.asv;

import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * A source of settings in which a machine's own ones stand under the names of the common ones.
 *
 * @param source where the settings come from
 * @param common such as {@code asv.layout}
 * @param own such as {@code asv.machines.alt.layout}
 */
public record MachineView(
    ConfigurationPropertySource source,
    ConfigurationPropertyName common,
    ConfigurationPropertyName own)
    implements IterableConfigurationPropertySource {

  @Override
  public ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
    if (name == null || !common.isAncestorOf(name)) {
      return null;
    }
    ConfigurationProperty found = source.getConfigurationProperty(moved(name, common, own));
    return found == null
        ? null
        : new ConfigurationProperty(name, found.getValue(), found.getOrigin());
  }

  @Override
  public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
    if (name.equals(common)) {
      return source.containsDescendantOf(own);
    }
    return common.isAncestorOf(name)
        ? source.containsDescendantOf(moved(name, common, own))
        : ConfigurationPropertyState.UNKNOWN;
  }

  @Override
  public Stream<ConfigurationPropertyName> stream() {
    return names().map(name -> moved(name, own, common));
  }

  /** The machine's own settings, by their whole names. */
  public Stream<ConfigurationPropertyName> names() {
    return source instanceof IterableConfigurationPropertySource all
        ? all.stream().filter(own::isAncestorOf)
        : Stream.empty();
  }

  private static ConfigurationPropertyName moved(
      ConfigurationPropertyName name,
      ConfigurationPropertyName from,
      ConfigurationPropertyName to) {
    return to.append(name.subName(from.getNumberOfElements()));
  }
}
