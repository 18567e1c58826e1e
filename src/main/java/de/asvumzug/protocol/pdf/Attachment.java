package de.asvumzug.protocol.pdf;

import java.time.Instant;

/**
 * A file inside the document.
 *
 * @param name with a folder in front, e.g. {@code models/backup.bpmn}; unique in the document
 * @param type MIME type
 * @param description German, one line
 * @param modified when it came to be
 * @param source whether the printed text was made from it; otherwise it says more about it
 */
public record Attachment(
    String name,
    String type,
    String description,
    Instant modified,
    boolean source,
    byte[] content) {}
