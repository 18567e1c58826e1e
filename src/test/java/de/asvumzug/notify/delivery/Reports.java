package de.asvumzug.notify.delivery;

import java.nio.charset.StandardCharsets;

/** Reports in the shapes in which mail servers send them; the words are our own. */
public final class Reports {
  private Reports() {}

  /** As Postfix does: three parts, of the mail the headers alone. */
  public static byte[] headersOnly(String recipient, String messageId) {
    return report(
        status(recipient, "failed", "5.1.1", "smtp; 550 5.1.1 Kein solches Postfach"),
        "text/rfc822-headers",
        headers(messageId));
  }

  /** As Exchange and Gmail do: the whole mail, and a first part in HTML. */
  public static byte[] wholeMail(String recipient, String messageId) {
    return bytes(
        """
        From: postmaster@mx.example
        To: umzug@amt.example
        Subject: Unzustellbar
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="aussen"

        --aussen
        Content-Type: multipart/alternative; boundary=innen

        --innen
        Content-Type: text/html; charset=utf-8

        <script>alert(1)</script><b>Nicht zugestellt</b>
        --innen--

        --aussen
        Content-Type: message/delivery-status

        Reporting-MTA: dns;mx.example
        Received-From-MTA: dns;amt.example

        Final-Recipient: RFC822;%s
        Action: Failed
        Status: 5.7.1
        Diagnostic-Code: smtp;550 5.7.1
         TRANSPORT; nicht erlaubt

        --aussen
        Content-Type: message/rfc822

        %s
        Guten Tag, der Wortlaut.

        --aussen--
        """
            .formatted(recipient, headers(messageId)));
  }

  /** As servers for addresses with umlauts do (RFC 6533). */
  public static byte[] international(String recipient, String messageId) {
    return bytes(
        new String(headersOnly(recipient, messageId), StandardCharsets.UTF_8)
            .replace("message/delivery-status", "message/global-delivery-status")
            .replace("text/rfc822-headers", "message/global-headers")
            .replace("rfc822;", "utf-8;"));
  }

  public static byte[] delayed(String recipient, String messageId) {
    return report(
        status(recipient, "delayed", "4.4.1", "smtp; 451 4.4.1 Server antwortet nicht"),
        "text/rfc822-headers",
        headers(messageId));
  }

  /** One that the server has tried to deliver for days. */
  public static byte[] expired(String recipient, String messageId) {
    return report(
        status(recipient, "failed", "4.4.7", "X-Server; zu lange versucht"),
        "text/rfc822-headers",
        headers(messageId));
  }

  static String status(String recipient, String action, String status, String diagnostic) {
    return """
        Reporting-MTA: dns; mx.example
        Arrival-Date: Thu, 3 Dec 2026 10:00:00 +0100

        Final-Recipient: rfc822; %s
        Action: %s
        Status: %s
        Diagnostic-Code: %s
        """
        .formatted(recipient, action, status, diagnostic);
  }

  static String headers(String messageId) {
    return """
        From: umzug@amt.example
        To: gs@oed.example
        Subject: [U-2026-0001] Der Umzug
        Message-ID: %s
        """
        .formatted(messageId);
  }

  static byte[] report(String status, String type, String returned) {
    return bytes(
        """
        From: MAILER-DAEMON@mx.example
        To: umzug@amt.example
        Subject: Unzustellbar
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=grenze

        --grenze
        Content-Type: text/plain; charset=us-ascii

        Die Mail kam nicht an.

        --grenze
        Content-Type: message/delivery-status

        %s
        --grenze
        Content-Type: %s

        %s
        --grenze--
        """
            .formatted(status, type, returned));
  }

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").replace("\r\r", "\r").getBytes(StandardCharsets.UTF_8);
  }
}
