package de.asvumzug.asv.settings;

import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.MachineView;
import de.asvumzug.asv.PerMachine;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.database.DbctlSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Gives the settings of services, files and {@code dbctl} what single machines have of their own
 * under {@code asv.machines.<name>}; what is not set there is as for all. Wrong ones are refused at
 * the start.
 */
@Component
public class MachineSettings implements BeanPostProcessor {
  private static final ConfigurationPropertyName MACHINES =
      ConfigurationPropertyName.of("asv.machines");

  private final Environment environment;

  public MachineSettings(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof LayoutSettings common) {
      return common.with(own("layout", LayoutSettings.class, common, MachineSettings::check));
    }
    if (bean instanceof ServiceSettings common) {
      return common.with(own("services", ServiceSettings.class, common, MachineSettings::check));
    }
    if (bean instanceof DbctlSettings common) {
      return common.with(own("dbctl", DbctlSettings.class, common, MachineSettings::check));
    }
    return bean;
  }

  private interface Check<T> {
    /**
     * @param prefix whose settings they are
     * @throws IllegalStateException naming the wrong one
     */
    void check(String prefix, T settings);
  }

  private <T> PerMachine<T> own(String kind, Class<T> type, T common, Check<T> check) {
    ConfigurationPropertyName prefix = ConfigurationPropertyName.of("asv").append(kind);
    sources().stream()
        .flatMap(source -> new MachineView(source, prefix, prefix).names())
        .forEach(name -> requireKnown(name, prefix, type));
    check.check(prefix.toString(), common);
    Map<String, T> own = new HashMap<>();
    for (String machine : machines()) {
      ConfigurationPropertyName place = element(machine).append(kind);
      List<MachineView> views =
          sources().stream().map(source -> new MachineView(source, prefix, place)).toList();
      Set<ConfigurationPropertyName> set =
          views.stream().flatMap(MachineView::names).collect(Collectors.toSet());
      if (set.isEmpty()) {
        continue;
      }
      set.forEach(name -> requireKnown(name, place, type));
      T settings = bound(place, prefix, type, views);
      check.check(place.toString(), settings);
      own.put(machine, settings);
    }
    return PerMachine.of(own);
  }

  private <T> T bound(
      ConfigurationPropertyName place,
      ConfigurationPropertyName prefix,
      Class<T> type,
      List<MachineView> views) {
    List<ConfigurationPropertySource> all =
        Stream.concat(views.stream(), sources().stream()).toList();
    try {
      return new Binder(all, new PropertySourcesPlaceholdersResolver(environment))
          .bindOrCreate(prefix.toString(), type);
    } catch (BindException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String named =
          e.getProperty() == null
              ? place.toString()
              : place
                  .append(e.getProperty().getName().subName(prefix.getNumberOfElements()))
                  .toString();
      throw new IllegalStateException(
          "Die Einstellung " + named + " ist unbrauchbar: " + cause.getMessage(), e);
    }
  }

  private static void requireKnown(
      ConfigurationPropertyName name, ConfigurationPropertyName place, Class<?> type) {
    Set<String> known =
        Arrays.stream(type.getRecordComponents())
            .filter(component -> component.getType() != PerMachine.class)
            .map(component -> DataObjectPropertyName.toDashedForm(component.getName()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!known.stream().map(each -> each.replace("-", "")).anyMatch(words(name, place)::contains)) {
      throw new IllegalStateException(
          "Die Einstellung %s gibt es nicht. Möglich sind unter %s: %s."
              .formatted(name, place, String.join(", ", known)));
    }
  }

  /** What follows the place: its first word, its first two in one ... as the environment has it. */
  private static Set<String> words(
      ConfigurationPropertyName name, ConfigurationPropertyName place) {
    Set<String> words = new HashSet<>();
    StringBuilder joined = new StringBuilder();
    for (int at = place.getNumberOfElements(); at < name.getNumberOfElements(); at++) {
      words.add(joined.append(name.getElement(at, Form.UNIFORM)).toString());
    }
    return words;
  }

  private Set<String> machines() {
    return new Binder(sources(), new PropertySourcesPlaceholdersResolver(environment))
        .bind(MACHINES, Bindable.mapOf(String.class, Object.class))
        .orElse(Map.of())
        .keySet();
  }

  private static ConfigurationPropertyName element(String machine) {
    return MACHINES.append(
        ConfigurationPropertyName.isValid(machine) && !machine.contains(".")
            ? machine
            : "[" + machine + "]");
  }

  private List<ConfigurationPropertySource> sources() {
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .toList();
  }

  private static void check(String prefix, ServiceSettings services) {
    requireText(prefix, "control", services.control());
    requireText(prefix, "server", services.server());
    requireText(prefix, "update-service", services.updateService());
    if (services.server().equalsIgnoreCase(services.updateService())) {
      throw new IllegalStateException(
          """
          %s.server und .update-service nennen denselben Dienst „%s“. \
          Es sind zwei: der ASV-Server und der Aktualisierungsdienst."""
              .formatted(prefix, services.server()));
    }
  }

  private static void check(String prefix, DbctlSettings dbctl) {
    requireBelow(prefix, "program", dbctl.program());
  }

  private static void check(String prefix, LayoutSettings layout) {
    requireBelow(prefix, "start-file", layout.startFile());
    requireBelow(prefix, "version-file", layout.versionFile());
    requireBelow(prefix, "configuration", layout.configuration());
    requireBelow(prefix, "local-configuration", layout.localConfiguration());
    requireBelow(prefix, "log", layout.log());
    requireBelow(prefix, "update-configuration", layout.updateConfiguration());
    requireBelow(prefix, "update-local-configuration", layout.updateLocalConfiguration());
    requireBelow(prefix, "plugins", layout.plugins());
    layout.localFiles().forEach(file -> requireBelow(prefix, "local-files", file));
    layout.shipped().forEach(file -> requireBelow(prefix, "shipped", file));
  }

  private static void requireText(String prefix, String name, String value) {
    if (value.isBlank()) {
      throw new IllegalStateException("Die Einstellung " + prefix + "." + name + " ist leer.");
    }
  }

  private static void requireBelow(String prefix, String name, String path) {
    boolean leaves = Stream.of(path.split("/", -1)).anyMatch(Set.of("", ".", "..")::contains);
    if (leaves || path.contains("\\") || path.matches("[A-Za-z]:.*")) {
      throw new IllegalStateException(
          """
          Die Einstellung %s.%s („%s“) muss ein Pfad unterhalb des Ordners der Installation \
          sein, mit „/“ zwischen den Namen, auch unter Windows."""
              .formatted(prefix, name, path));
    }
  }
}
