package de.asvumzug.web.leitstand;

import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What people said and decided, as it stands in the details of a line of the trail; German. */
@Component("trailWords")
public class TrailWords {
  private static final Set<TrailKind> SAID =
      Set.of(TrailKind.DECISION, TrailKind.INCIDENT_DECIDED, TrailKind.ABORTED);

  /** In the order in which they are read. */
  private static final List<Map.Entry<String, String>> LABELS =
      List.of(
          Map.entry("decision", "Entscheidung"),
          Map.entry("accepted", "Abgenommen"),
          Map.entry("agreed", "Einverstanden"),
          Map.entry("applicationDataRefreshed", "Anwendungsdaten aktualisiert"),
          Map.entry("dataComplete", "Daten vollständig"),
          Map.entry("loginWorks", "Anmeldung klappt"),
          Map.entry("oldSysLoginWorks", "Anmeldung als sys am alten Server klappt"),
          Map.entry("skipConfirmed", "Überspringen bestätigt"),
          Map.entry("overruleConfirmed", "Überstimmen bestätigt"),
          Map.entry("outOfUseConfirmed", "Außer Betrieb bestätigt"),
          Map.entry("otherwise", "Doch anders entscheiden"),
          Map.entry("before", "Bisher"),
          Map.entry("after", "Jetzt"),
          Map.entry("reason", "Begründung"),
          Map.entry("comment", "Bemerkung"),
          Map.entry("done", "Getan"),
          Map.entry("decidedBy", "Entschieden von"),
          Map.entry("confirmedBy", "Bestätigt von"));

  private static final Set<TrailKind> MAILS =
      Set.of(
          TrailKind.MAIL_QUEUED,
          TrailKind.MAIL_SENT,
          TrailKind.MAIL_FAILED,
          TrailKind.MAIL_BOUNCED,
          TrailKind.NOTE);

  private static final List<Map.Entry<String, String>> ADDRESSES =
      List.of(Map.entry("recipient", "Empfänger"), Map.entry("refused", "Abgelehnte Adresse"));

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
    labels(row.kind())
        .forEach(
            label -> {
              String words = words(row.details().get(label.getKey()));
              if (!words.isEmpty() && !row.text().contains(words)) {
                said.add(label.getValue() + ": " + words);
              }
            });
    return said;
  }

  private static List<Map.Entry<String, String>> labels(TrailKind kind) {
    if (SAID.contains(kind)) {
      return LABELS;
    }
    return MAILS.contains(kind) ? ADDRESSES : List.of();
  }

  private static String words(Object value) {
    if (value instanceof Boolean answer) {
      return answer ? "ja" : "nein";
    }
    return value instanceof String text ? DECISIONS.getOrDefault(text, text.strip()) : "";
  }
}
