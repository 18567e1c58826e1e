package de.asvumzug.web.trail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the address of a move's page says of its trail, so that the form shows it again and links
 * keep it; never null.
 *
 * @param art a group of kinds; empty for all
 * @param schule Schulnummer; empty for all
 * @param worte what the lines must contain; empty for all
 * @param befehle {@code ja} shows commands among all others
 * @param protokoll page from 1, the newest; {@code alle} for all lines at once
 */
public record TrailForm(String art, String schule, String worte, String befehle, String protokoll) {
  static final String YES = "ja";
  static final String ALL = "alle";

  static TrailForm of(Map<String, String> parameters) {
    return new TrailForm(
        clean(parameters.get("art")),
        clean(parameters.get("schule")),
        clean(parameters.get("worte")),
        clean(parameters.get("befehle")),
        clean(parameters.get("protokoll")));
  }

  /** The database takes no zero byte. */
  private static String clean(String typed) {
    return typed == null ? "" : typed.replaceAll("[\\p{Cc}\\p{Cf}]", "").strip();
  }

  public boolean narrowed() {
    return !(art + schule + worte).isEmpty();
  }

  boolean withCommands() {
    return befehle.equals(YES);
  }

  boolean all() {
    return protokoll.equals(ALL);
  }

  String page(String id, int number) {
    return address(id, number == 1 ? "" : String.valueOf(number), befehle);
  }

  String all(String id) {
    return address(id, ALL, YES);
  }

  /** The newest page with or without commands. */
  String commands(String id, boolean shown) {
    return address(id, "", shown ? YES : "");
  }

  /**
   * The lines that the page shows, on all its pages, to be taken away.
   *
   * @param ending csv or json
   */
  String extract(String id, String ending) {
    return address("/api/migrations/{id}/trail." + ending, id, "", all() ? YES : befehle)
        .build()
        .toUriString();
  }

  private String address(String id, String page, String commands) {
    return address("/umzuege/{id}", id, page, commands)
        .fragment("h-protokoll")
        .build()
        .toUriString();
  }

  private UriComponentsBuilder address(String path, String id, String page, String commands) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("art", art);
    parameters.put("schule", schule);
    parameters.put("worte", worte);
    parameters.put("befehle", commands);
    parameters.put("protokoll", page);
    parameters.values().removeIf(String::isEmpty);
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    parameters.put("id", id);
    return address.encode().uriVariables(new LinkedHashMap<>(parameters));
  }
}
