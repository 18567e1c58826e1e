package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import de.asvumzug.asv.PerMachine;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Every setting does something, and can be found by whoever looks for it. */
class SettingsTest {
  private static final String OURS = "de.asvumzug";

  private static JavaClasses classes;
  private static List<Property> properties;
  private static String sources;

  /** Without the classes that hold settings. */
  private static String codeOnly;

  /**
   * A setting.
   *
   * @param name as it is written in a file
   * @param type the record that it is a component of
   */
  private record Property(String name, Class<?> type, RecordComponent component) {

    @Override
    public String toString() {
      return name + " (" + type.getSimpleName() + "." + component.getName() + ")";
    }
  }

  @BeforeAll
  static void look() throws Exception {
    classes =
        new ClassFileImporter()
            .importUrl(
                AsvUmzugApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .toURL());
    properties = new ArrayList<>();
    for (JavaClass type : classes) {
      if (type.isAnnotatedWith(ConfigurationProperties.class)) {
        Class<?> record = type.reflect();
        String prefix = record.getAnnotation(ConfigurationProperties.class).value();
        collect(prefix, record, new TreeSet<>());
      }
    }
    codeOnly = text(Path.of("src/main/java"), SettingsTest::isCode);
    sources =
        text(Path.of("src/main/java"), ".java") + text(Path.of("src/main/resources"), ".yaml");
  }

  @Test
  void the_settings_of_all_packages_are_seen() {
    assertThat(properties)
        .extracting(Property::name)
        .contains("asv.layout.plugins", "asv.machines.*.database.secrets", "asv.steps.tries");
  }

  @Test
  void every_setting_is_read() {
    assertThat(properties).filteredOn(property -> !isRead(property)).isEmpty();
  }

  /** Whoever writes out the default goes by it even where the setting says something else. */
  @Test
  void no_code_writes_out_what_a_setting_names() throws Exception {
    List<String> written = new ArrayList<>();
    for (Property property : properties) {
      String name = property.name();
      if (!name.startsWith("asv.layout.") && !name.startsWith("asv.log.")) {
        continue;
      }
      for (String value : defaults(property)) {
        if (value.length() > 4) {
          Matcher literal = Pattern.compile("\"/?" + Pattern.quote(value) + "\"").matcher(codeOnly);
          literal.results().forEach(found -> written.add(property + ": " + found.group()));
        }
      }
    }
    assertThat(written).isEmpty();
  }

  private static List<String> defaults(Property property) {
    Constructor<?> bound = property.type().getDeclaredConstructors()[0];
    for (Parameter parameter : bound.getParameters()) {
      DefaultValue value = parameter.getAnnotation(DefaultValue.class);
      if (value != null && parameter.getName().equals(property.component().getName())) {
        return List.of(value.value());
      }
    }
    return List.of();
  }

  @Test
  void every_setting_says_what_it_is_for() throws Exception {
    List<Property> silent = new ArrayList<>();
    for (Property property : properties) {
      String source = Files.readString(source(property.type()));
      if (!source.contains("@param " + property.component().getName() + " ")) {
        silent.add(property);
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void every_group_of_settings_is_told_of_in_the_docs() throws Exception {
    String docs = text(Path.of("docs"), ".md");
    Set<String> untold =
        properties.stream()
            .map(property -> String.join(".", Arrays.copyOf(property.name().split("[.]"), 2)))
            .filter(group -> !docs.contains(group))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(untold).isEmpty();
  }

  /** Read by code, or named in an annotation or a file of ours. */
  private static boolean isRead(Property property) {
    return sources.contains("${" + property.name() + ":")
        || sources.contains("${" + property.name() + "}")
        || classes.get(property.type()).getAccessesToSelf().stream()
            .filter(access -> access.getTarget().getName().equals(property.component().getName()))
            .anyMatch(access -> isUse(access, property));
  }

  /** A record that copies or compares itself, and a check of the value alone, are no use. */
  private static boolean isUse(JavaAccess<?> access, Property property) {
    JavaCodeUnit reader = access.getOrigin();
    boolean inside = reader.getOwner().isEquivalentTo(property.type());
    return inside
        ? !Set.of(
                property.component().getName(), "with", "<init>", "toString", "hashCode", "equals")
            .contains(reader.getName())
        : !reader.getOwner().getSimpleName().equals("MachineSettings");
  }

  private static void collect(String prefix, Class<?> type, Set<String> above) {
    if (!type.isRecord() || !above.add(type.getName())) {
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() == PerMachine.class) {
        continue; // the same settings once more, for one machine
      }
      String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
      properties.add(new Property(name, type, component));
      String inner = component.getType() == component.getGenericType() ? name : name + ".*";
      nested(component.getGenericType())
          .filter(each -> each.getName().startsWith(OURS))
          .forEach(each -> collect(inner, each, new TreeSet<>(above)));
    }
  }

  private static Stream<Class<?>> nested(Type type) {
    return type instanceof ParameterizedType generic
        ? Arrays.stream(generic.getActualTypeArguments()).flatMap(SettingsTest::nested)
        : type instanceof Class<?> plain ? Stream.of(plain) : Stream.empty();
  }

  private static Path source(Class<?> type) {
    Class<?> outer = type.getNestHost();
    return Path.of("src/main/java", outer.getName().replace('.', '/') + ".java");
  }

  private static boolean isCode(String file) {
    return file.endsWith(".java") && !file.endsWith("Settings.java");
  }

  private static String text(Path place, String kind) throws IOException {
    return text(place, file -> file.endsWith(kind));
  }

  private static String text(Path place, Predicate<String> kind) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(each -> kind.test(each.toString())).toList()) {
        text.append(Files.readString(file)).append('\n');
      }
    }
    return text.toString();
  }
}
