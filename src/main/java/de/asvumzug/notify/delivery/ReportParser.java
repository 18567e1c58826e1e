package de.asvumzug.notify.delivery;

import de.asvumzug.notify.delivery.DeliveryReport.Action;
import de.asvumzug.notify.delivery.DeliveryReport.Outcome;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads reports of mail servers: multipart/report with message/delivery-status (RFC 3464) and the
 * headers of the mail, alone (RFC 3462) or with the mail. Whoever likes can send us one, so only
 * the parts of the report itself are looked at, each up to a limit, and none is shown.
 */
final class ReportParser {
  private static final int MOST_PARTS = 10;
  private static final int MOST_BYTES = 128 * 1024;
  private static final int MOST_RECIPIENTS = 100;
  private static final int LONGEST_FIELD = 2000;

  private ReportParser() {}

  /** Whether a message says that it is one. */
  static boolean isReport(String contentType) {
    try {
      ContentType type = new ContentType(contentType);
      return type.match("multipart/report")
          && "delivery-status".equalsIgnoreCase(type.getParameter("report-type"));
    } catch (jakarta.mail.internet.ParseException e) {
      return false;
    }
  }

  /** Empty if it is none, or cannot be read. */
  static Optional<DeliveryReport> read(MimeMessage message) {
    try {
      if (!isReport(message.getContentType())
          || !(message.getContent() instanceof MimeMultipart parts)) {
        return Optional.empty();
      }
      String messageId = null;
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < Math.min(parts.getCount(), MOST_PARTS); i++) {
        BodyPart part = parts.getBodyPart(i);
        if (is(part, "message/delivery-status", "message/global-delivery-status")) {
          outcomes.addAll(outcomes(text(part)));
        } else if (messageId == null
            && is(
                part,
                "text/rfc822-headers",
                "message/rfc822",
                "message/global",
                "message/global-headers")) {
          messageId = messageId(part);
        }
      }
      return outcomes.isEmpty()
          ? Optional.empty()
          : Optional.of(new DeliveryReport(messageId, outcomes));
    } catch (MessagingException | IOException | RuntimeException e) {
      // Whatever a stranger has sent: it is no report.
      return Optional.empty();
    }
  }

  private static boolean is(BodyPart part, String... types) throws MessagingException {
    ContentType type = new ContentType(part.getContentType());
    for (String one : types) {
      if (type.match(one)) {
        return true;
      }
    }
    return false;
  }

  private static String messageId(BodyPart part) throws MessagingException, IOException {
    try (InputStream in = new java.io.ByteArrayInputStream(bytes(part))) {
      String[] ids = new InternetHeaders(in, true).getHeader("Message-ID");
      return ids == null || ids.length != 1 ? null : ids[0].strip();
    }
  }

  private static String text(BodyPart part) throws MessagingException, IOException {
    return new String(bytes(part), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(BodyPart part) throws MessagingException, IOException {
    try (InputStream in = part.getInputStream()) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  /** The first group of fields is of the mail as a whole, each other one of a recipient. */
  private static List<Outcome> outcomes(String text) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Map<String, String> fields : groups(text)) {
      String recipient = address(fields.get("final-recipient"));
      if (recipient != null && outcomes.size() < MOST_RECIPIENTS) {
        outcomes.add(
            new Outcome(
                recipient,
                address(fields.get("original-recipient")),
                action(fields.getOrDefault("action", "")),
                fields.getOrDefault("status", "").replaceAll("[^0-9.].*", ""),
                fields.getOrDefault("diagnostic-code", "")));
      }
    }
    return outcomes;
  }

  private static List<Map<String, String>> groups(String text) {
    List<Map<String, String>> groups = new ArrayList<>();
    Map<String, String> group = new LinkedHashMap<>();
    String last = null;
    for (String line : (text + "\n").lines().toList()) {
      int colon = line.indexOf(':');
      if (line.isBlank()) {
        groups.add(group);
        group = new LinkedHashMap<>();
        last = null;
      } else if (Character.isWhitespace(line.charAt(0)) && last != null) {
        group.merge(last, " " + line.strip(), ReportParser::joined);
      } else if (colon > 0) {
        last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        group.putIfAbsent(last, line.substring(colon + 1).strip());
      }
    }
    groups.add(group);
    return groups;
  }

  private static String joined(String before, String more) {
    return before.length() > LONGEST_FIELD ? before : before + more;
  }

  /** Without its type, e.g. of {@code rfc822; a@b.example}; null if there is none. */
  private static String address(String field) {
    if (field == null) {
      return null;
    }
    String address = field.substring(field.indexOf(';') + 1).strip();
    return address.replaceAll("^<|>$", "");
  }

  private static Action action(String field) {
    return switch (field.strip().toLowerCase(Locale.ROOT)) {
      case "failed" -> Action.FAILED;
      case "delayed" -> Action.DELAYED;
      case "delivered", "relayed", "expanded" -> Action.DELIVERED;
      default -> Action.UNKNOWN;
    };
  }
}
