package de.asvumzug.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A plan with one to three values of any kind in places of any kind. */
final class SeededPlans {
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0001",
          "alt",
          "ü".repeat(300),
          "\u0000",
          "\uD800",
          "-1",
          "P1D",
          "2026-12-11T16:00",
          "2027-03-28T02:30",
          "PT-5S",
          "+999999999-12-31T23:59:59Z",
          "P999999999999D",
          "../..",
          "'; --");

  private SeededPlans() {}

  static JsonNode next(JsonNode good, Random random) {
    JsonNode plan = good.deepCopy();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      change(plan, random);
    }
    return plan;
  }

  private static void change(JsonNode plan, Random random) {
    List<JsonNode> places = new ArrayList<>();
    collect(plan, places);
    JsonNode place = places.get(random.nextInt(places.size()));
    if (place instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set("neues" + random.nextInt(3), value(random, 0));
        default -> object.set(name, value(random, 0));
      }
    } else if (place instanceof ArrayNode array) {
      array.insert(random.nextInt(array.size() + 1), value(random, 0));
    }
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainerNode()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 7 : 9)) {
      case 0 -> MAKE.nullNode();
      case 1 -> MAKE.booleanNode(random.nextBoolean());
      case 2 -> MAKE.numberNode(random.nextInt());
      case 3 -> MAKE.numberNode(new java.math.BigDecimal("1e" + random.nextInt(400)));
      case 4 -> MAKE.numberNode(random.nextLong());
      case 5, 6 -> MAKE.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
      case 7 -> MAKE.arrayNode().add(value(random, depth + 1));
      default -> MAKE.objectNode().set("machine", value(random, depth + 1));
    };
  }
}
