package de.asvumzug.web.mail;

import de.asvumzug.notify.MailPreview;
import de.asvumzug.notify.MailPreviews;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Technicians look at mails before anybody gets one; nothing is sent from here. */
@Controller
class PreviewController {
  /**
   * A mail brings its style with it, as mail programs need it, and nothing else of it works: no
   * script, no form, no picture from elsewhere, in no frame of ours.
   */
  private static final String SANDBOX =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final MailPreviews previews;

  PreviewController(MailPreviews previews) {
    this.previews = previews;
  }

  @GetMapping("/vorschau")
  String list(
      @RequestParam(name = "mail", defaultValue = "") String template,
      @RequestParam(name = "an", defaultValue = "") String recipient,
      Model model) {
    List<MailPreview> all = previews.all();
    model.addAttribute("mails", all);
    model.addAttribute(
        "shown",
        all.stream()
            .filter(mail -> mail.template().equals(template) && mail.recipient().equals(recipient))
            .findFirst()
            .orElse(all.get(0)));
    model.addAttribute("troubles", new TreeMap<>(previews.troubles()));
    return "leitstand/mails";
  }

  /** The mail as a page of its own. */
  @GetMapping("/vorschau/{mail}/{recipient}")
  ResponseEntity<byte[]> html(
      @PathVariable("mail") String template,
      @PathVariable String recipient,
      @RequestParam(name = "bilder", defaultValue = "an") String pictures) {
    return previews
        .find(template, recipient)
        .map(mail -> pictures.equals("aus") ? mail.withoutPictures() : mail.html())
        .map(html -> html.getBytes(StandardCharsets.UTF_8))
        .map(
            html ->
                ResponseEntity.ok()
                    .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                    .header("Content-Security-Policy", SANDBOX)
                    .body(html))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }
}
