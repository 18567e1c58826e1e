package de.asvumzug.task.briefing;

import java.util.List;

/**
 * What a task is about and what to do, after the official guide; German.
 *
 * @param title what people call it
 * @param intro one or two sentences
 * @param instructions what to do, in order
 */
public record TaskText(String title, String intro, List<String> instructions) {

  public TaskText(String title, String intro, String... instructions) {
    this(title, intro, List.of(instructions));
  }
}
