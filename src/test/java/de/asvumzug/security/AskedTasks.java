package de.asvumzug.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every person's task of the shipped models, and what its form asks for, read from the files. */
public final class AskedTasks {
  private static final Pattern TASK = Pattern.compile("<bpmn:userTask id=\"([^\"]+)\"([^>]*)>");
  private static final Pattern GROUPS = Pattern.compile("candidateGroups=\"([^\"]+)\"");
  private static final Pattern FORM = Pattern.compile("formKey=\"embedded:deployment:([^\"]+)\"");
  private static final Pattern FIELD =
      Pattern.compile("cam-variable-name=\"([^\"]+)\" cam-variable-type=\"([^\"]+)\"");
  private static final Pattern DATE = Pattern.compile("data-asv-date=\"([^\"]+)\"");

  private AskedTasks() {}

  /**
   * @param element id in the model
   * @param group of the people who do it; of a school, that of the school 0001
   * @param fields name of each answer, with the engine's name of its type
   */
  public record AskedTask(String element, String group, Map<String, String> fields) {}

  public static Map<String, AskedTask> all() {
    Map<String, AskedTask> all = new TreeMap<>();
    try (Stream<Path> models = Files.list(Path.of("processes"))) {
      for (Path model : models.filter(file -> file.toString().endsWith(".bpmn")).toList()) {
        Matcher task = TASK.matcher(Files.readString(model));
        while (task.find()) {
          String group = first(GROUPS, task.group(2)).split(",")[0];
          all.put(
              task.group(1),
              new AskedTask(
                  task.group(1),
                  group.replace("${schoolNumber}", "0001"),
                  fields(Path.of("processes", first(FORM, task.group(2))))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** A model that has each of the tasks once, none of them connected. */
  static String model() {
    StringBuilder tasks = new StringBuilder();
    all()
        .values()
        .forEach(
            task ->
                tasks.append(
                    "<userTask id=\"%s\" camunda:candidateGroups=\"%s\"/>\n"
                        .formatted(task.element(), task.group())));
    return """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="doors">
          <process id="allTasks" isExecutable="true" camunda:historyTimeToLive="P1D">
            <startEvent id="start"/>
            %s
          </process>
        </definitions>"""
        .formatted(tasks);
  }

  /** All answers that any form asks for. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    all().values().forEach(task -> names.addAll(task.fields().keySet()));
    return names;
  }

  private static Map<String, String> fields(Path form) throws IOException {
    String text = Files.readString(form);
    Map<String, String> fields = new TreeMap<>();
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      fields.put(field.group(1), field.group(2));
    }
    Matcher date = DATE.matcher(text);
    while (date.find()) {
      fields.put(date.group(1), "Date");
    }
    if (text.contains("data-asv-items=")) {
      fields.put("item_0", "String");
    }
    return fields;
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return found.group(1);
  }
}
