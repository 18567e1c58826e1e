package de.asvumzug.web.leitstand;

import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What people said and decided, as it stands in the details of a line of the trail; German. */
@Component("trailWords")
public class TrailWords {
  private static final Set<TrailKind> SAID =
      Set.of(TrailKind.DECISION, TrailKind.INCIDENT_DECIDED, TrailKind.ABORTED);

  private static final Map<String, String> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put("decision", "Entscheidung");
    LABELS.put("accepted", "Abgenommen");
    LABELS.put("agreed", "Einverstanden");
    LABELS.put("applicationDataRefreshed", "Anwendungsdaten aktualisiert");
    LABELS.put("dataComplete", "Daten vollständig");
    LABELS.put("loginWorks", "Anmeldung klappt");
    LABELS.put("oldSysLoginWorks", "Anmeldung als sys am alten Server klappt");
    LABELS.put("skipConfirmed", "Überspringen bestätigt");
    LABELS.put("overruleConfirmed", "Überstimmen bestätigt");
    LABELS.put("outOfUseConfirmed", "Außer Betrieb bestätigt");
    LABELS.put("otherwise", "Doch anders entscheiden");
    LABELS.put("reason", "Begründung");
    LABELS.put("comment", "Bemerkung");
    LABELS.put("done", "Getan");
    LABELS.put("decidedBy", "Entschieden von");
    LABELS.put("confirmedBy", "Bestätigt von");
  }

  private static final Map<String, String> DECISIONS =
      Map.of(
          "retry", "wiederholen",
          "byHand", "von Hand erledigen",
          "skip", "überspringen",
          "abort", "Umzug abbrechen",
          "outOfUse", "neue Maschine ist außer Betrieb",
          "goOn", "weitermachen",
          "resend", "noch einmal senden",
          "called", "angerufen",
          "remove", "vom System entfernen lassen",
          "keep", "liegen lassen");

  /** One text a point, e.g. {@code Begründung: Platte voll}; empty for lines of the system. */
  public List<String> of(TrailRow row) {
    List<String> said = new ArrayList<>();
    if (SAID.contains(row.kind())) {
      LABELS.forEach(
          (key, label) -> {
            String words = words(row.details().get(key));
            if (!words.isEmpty() && !row.text().contains(words)) {
              said.add(label + ": " + words);
            }
          });
    }
    return said;
  }

  private static String words(Object value) {
    if (value instanceof Boolean answer) {
      return answer ? "ja" : "nein";
    }
    return value instanceof String text ? DECISIONS.getOrDefault(text, text.strip()) : "";
  }
}
