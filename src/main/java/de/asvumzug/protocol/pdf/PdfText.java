package de.asvumzug.protocol.pdf;

import java.util.List;
import java.util.Map;

/**
 * What a document is made of.
 *
 * @param title for the window of the reader
 * @param subject German, one sentence
 * @param xhtml the text, well-formed; {@code <object type="asv/drawing" data="NAME"/>} shows a
 *     drawing
 * @param drawings by their names
 * @param marker text that the file must hold as it is, e.g. a place for a seal; null for none
 */
public record PdfText(
    String title,
    String subject,
    String xhtml,
    Map<String, Drawing> drawings,
    List<Attachment> attachments,
    String marker) {

  public PdfText {
    drawings = Map.copyOf(drawings);
    attachments = List.copyOf(attachments);
  }
}
