package de.asvumzug.web.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.web.plan.FormField.Kind;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Turns the form into a plan as the intake takes it, and back. A plan that was accepted, made a
 * form and sent again is the same plan.
 */
@Component
final class PlanDrafts {
  /** PostgreSQL before 10 counted with a point; a plan that is stored knows the 9 only. */
  private static final String NINE_SIX = "9.6";

  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
  private static final Pattern DAYS = Pattern.compile("(\\d{1,9})(?:\\s*Tage?)?");
  private static final Pattern PERIOD_OF_DAYS = Pattern.compile("P(\\d{1,9})D");
  private static final Pattern OFFSET = Pattern.compile("\\+0[12]:00");

  private final PlanJson json;

  PlanDrafts(PlanJson json) {
    this.json = json;
  }

  /** What is typed, whether or not it is a good plan; fields without anything are left out. */
  ObjectNode draft(PlanForm form) {
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    for (FormField field : PlanFields.all()) {
      // Nobody is named by an empty section of a contact.
      boolean nobody = field.path().startsWith("contacts.") && form.blank(field.path());
      if (!field.repeated() && !field.path().endsWith(PlanFields.OFFSET) && !nobody) {
        put(sections(plan, field.path()), field, field.path(), form);
      }
    }
    rows(plan, form, "schools");
    rows(plan, form, "clients");
    rows(plan, form, "alternatives");
    for (String side : new String[] {"source", "target"}) {
      // Asked for as a whole, so that the finding stands beside its field.
      if (!form.filled(side + ".database.") && !form.text(side + ".variant").equals("ENTERPRISE")) {
        ((ObjectNode) plan.get(side)).remove("database");
      }
    }
    if (!form.filled("packages.") && form.on("target.inUse")) {
      plan.remove("packages");
    }
    for (String list : new String[] {"clients", "alternatives"}) {
      if (form.rows(list) == 0) {
        plan.remove(list);
      }
    }
    return plan;
  }

  /** The section of a plan that a field lies in; made where it is missing. */
  private static ObjectNode sections(ObjectNode plan, String path) {
    ObjectNode section = plan;
    for (String name : path.replaceAll("\\.?[^.]+$", "").split("\\.")) {
      if (!name.isEmpty()) {
        section = section.withObjectProperty(name);
      }
    }
    return section;
  }

  private static void rows(ObjectNode plan, PlanForm form, String list) {
    ArrayNode rows = plan.putArray(list);
    for (int row = 0; row < form.rows(list); row++) {
      ObjectNode item = rows.addObject();
      for (FormField field : PlanFields.all()) {
        if (field.path().startsWith(list + "[]")
            && !field.path().endsWith(PlanFields.OFFSET)
            && !form.blank(field.in(row))) {
          put(sections(item, inRow(field)), field, field.in(row), form);
        }
      }
    }
  }

  /** E.g. {@code head.mail} of {@code schools[].head.mail}. */
  private static String inRow(FormField field) {
    return field.path().substring(field.path().indexOf("[].") + 3);
  }

  private static void put(ObjectNode section, FormField field, String path, PlanForm form) {
    if (field.kind() == Kind.FLAG) {
      section.put(field.name(), form.on(path));
    } else if (!form.blank(path)) {
      section.set(field.name(), node(field, form.text(path), form.text(path + PlanFields.OFFSET)));
    }
  }

  /**
   * @param offset which of two hours is meant, for a time
   */
  private static JsonNode node(FormField field, String typed, String offset) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    String text = typed.strip();
    if (field.kind() == Kind.NUMBER && text.equals(NINE_SIX)) {
      return nodes.numberNode(Double.parseDouble(NINE_SIX));
    }
    if (field.kind() == Kind.NUMBER && WHOLE.matcher(text).matches()) {
      long number = Long.parseLong(text);
      return (int) number == number ? nodes.numberNode((int) number) : nodes.numberNode(number);
    }
    if (field.kind() == Kind.TIME) {
      return nodes.textNode(time(text, offset));
    }
    if (field.name().equals("retention")) {
      Matcher days = DAYS.matcher(text);
      return nodes.textNode(days.matches() ? "P" + days.group(1) + "D" : text);
    }
    return nodes.textNode(typed);
  }

  /** An offset only counts where it is needed: elsewhere it could move the time unseen. */
  private static String time(String text, String offset) {
    try {
      boolean twice =
          PlanReader.ZONE.getRules().getValidOffsets(LocalDateTime.parse(text)).size() > 1;
      return twice && OFFSET.matcher(offset).matches() ? text + offset : text;
    } catch (DateTimeException e) {
      return text; // refused by whoever reads the plan
    }
  }

  /** The form filled with an accepted plan. */
  PlanForm form(Migration plan) {
    return form(json.tree(plan));
  }

  /** The form filled with a plan that need not be a good one. */
  PlanForm form(JsonNode draft) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (FormField field : PlanFields.all()) {
      if (field.repeated()) {
        String list = field.path().substring(0, field.path().indexOf('['));
        for (int row = 0; row < draft.path(list).size() && row < PlanForm.MOST_ROWS; row++) {
          take(
              texts,
              field,
              field.in(row),
              draft.path(list).path(row).at("/" + inRow(field).replace('.', '/')));
        }
      } else {
        take(texts, field, field.path(), draft.at("/" + field.path().replace('.', '/')));
      }
    }
    return PlanForm.of(texts);
  }

  private static void take(Map<String, String> texts, FormField field, String path, JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      if (PlanFields.onByDefault(path)) {
        texts.put(path, "true");
      }
    } else if (field.kind() == Kind.TIME) {
      takeTime(texts, path, node.asText());
    } else if (field.name().equals("retention")) {
      Matcher days = PERIOD_OF_DAYS.matcher(node.asText());
      texts.put(path, days.matches() ? days.group(1) : node.asText());
    } else if (path.endsWith("database.version") && node.asText().equals("9")) {
      texts.put(path, NINE_SIX);
    } else {
      texts.put(path, node.asText());
    }
  }

  private static void takeTime(Map<String, String> texts, String path, String time) {
    try {
      OffsetDateTime exact = OffsetDateTime.parse(time);
      LocalDateTime local = exact.atZoneSameInstant(PlanReader.ZONE).toLocalDateTime();
      texts.put(path, local.toString());
      if (PlanReader.ZONE.getRules().getValidOffsets(local).size() > 1) {
        texts.put(
            path + PlanFields.OFFSET,
            PlanReader.ZONE.getRules().getOffset(exact.toInstant()).getId());
      }
    } catch (DateTimeException e) {
      texts.put(path, time);
    }
  }
}
