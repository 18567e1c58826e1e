package de.asvumzug.security;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl;

/** Every resource that the engine's REST interface has, read from its own annotations. */
final class EngineResources {
  private static final int DEEPEST = 6;

  private EngineResources() {}

  /** "METHOD /path" with {@code x} in place of each parameter, below one engine. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>();
    collect(NamedProcessEngineRestServiceImpl.class, "", 0, all);
    String engine = "/{name}";
    Set<String> below = new TreeSet<>();
    for (String one : all) {
      String[] parts = one.split(" ", 2);
      if (parts[1].startsWith(engine + "/")) {
        below.add(parts[0] + " " + filled(parts[1].substring(engine.length())));
      }
    }
    return below;
  }

  private static void collect(Class<?> resource, String base, int depth, Set<String> found) {
    if (depth > DEEPEST) {
      return;
    }
    for (Method method : resource.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        continue;
      }
      String path = base + part(annotation(method, Path.class).map(Path::value).orElse(""));
      Optional<String> verb = verb(method);
      if (verb.isPresent()) {
        found.add(verb.get() + " " + path);
      } else if (annotation(method, Path.class).isPresent()) {
        collect(method.getReturnType(), path, depth + 1, found);
      }
    }
  }

  private static String part(String path) {
    String bare = path.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }

  private static String filled(String path) {
    return path.replaceAll("\\{[^{}]*(?:\\{[^{}]*}[^{}]*)*}", "x");
  }

  private static Optional<String> verb(Method method) {
    return declarations(method)
        .flatMap(one -> Arrays.stream(one.getAnnotations()))
        .map(one -> one.annotationType().getAnnotation(HttpMethod.class))
        .filter(one -> one != null)
        .map(HttpMethod::value)
        .findFirst();
  }

  private static <A extends Annotation> Optional<A> annotation(Method method, Class<A> type) {
    return declarations(method)
        .map(one -> one.getAnnotation(type))
        .filter(one -> one != null)
        .findFirst();
  }

  /** The method, and what it implements: the annotations stand on the interfaces. */
  private static java.util.stream.Stream<Method> declarations(Method method) {
    Set<Class<?>> types = new java.util.LinkedHashSet<>();
    gather(method.getDeclaringClass(), types);
    return types.stream()
        .map(
            type -> {
              try {
                return type.getDeclaredMethod(method.getName(), method.getParameterTypes());
              } catch (NoSuchMethodException e) {
                return null;
              }
            })
        .filter(one -> one != null);
  }

  private static void gather(Class<?> type, Set<Class<?>> types) {
    if (type != null && types.add(type)) {
      gather(type.getSuperclass(), types);
      for (Class<?> one : type.getInterfaces()) {
        gather(one, types);
      }
    }
  }
}
