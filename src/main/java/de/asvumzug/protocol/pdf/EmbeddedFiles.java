package de.asvumzug.protocol.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** Puts files into a document as PDF/A-3 wants them: named, typed, related to the whole. */
final class EmbeddedFiles {
  private final PDDocument document;

  EmbeddedFiles(PDDocument document) {
    this.document = document;
  }

  void add(Iterable<Attachment> attachments) throws IOException {
    Map<String, PDComplexFileSpecification> byName = new TreeMap<>();
    COSArray related = new COSArray();
    for (Attachment attachment : attachments) {
      PDComplexFileSpecification file = file(attachment);
      if (byName.put(attachment.name(), file) != null) {
        throw new IllegalArgumentException("two files are named " + attachment.name());
      }
      related.add(file);
    }
    PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
    tree.setNames(byName);
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
    names.setEmbeddedFiles(tree);
    document.getDocumentCatalog().setNames(names);
    document.getDocumentCatalog().getCOSObject().setItem(COSName.AF, related);
  }

  private PDComplexFileSpecification file(Attachment attachment) throws IOException {
    GregorianCalendar time = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    time.setTimeInMillis(attachment.modified().toEpochMilli());
    PDEmbeddedFile content =
        new PDEmbeddedFile(
            document, new ByteArrayInputStream(attachment.content()), COSName.FLATE_DECODE);
    content.setSubtype(attachment.type());
    content.setSize(attachment.content().length);
    content.setModDate(time);
    content
        .getCOSObject()
        .getCOSDictionary(COSName.PARAMS)
        .setItem(COSName.getPDFName("CheckSum"), new COSString(md5(attachment.content())));
    PDComplexFileSpecification file = new PDComplexFileSpecification();
    file.setFile(attachment.name());
    file.setFileUnicode(attachment.name());
    file.setFileDescription(attachment.description());
    file.setEmbeddedFile(content);
    file.setEmbeddedFileUnicode(content);
    file.getCOSObject()
        .setItem(
            COSName.AF_RELATIONSHIP,
            COSName.getPDFName(attachment.source() ? "Source" : "Supplement"));
    return file;
  }

  /** Asked for by the format; not a protection. */
  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
