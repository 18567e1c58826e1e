package de.asvumzug.protocol.pdf;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.springframework.stereotype.Component;

/**
 * Writes PDF/A-3a with PDF/UA: readable for decades and by screen readers, with files inside.
 * Nothing is fetched from anywhere.
 */
@Component
public class PdfWriter {
  static final COSName MARKER = COSName.getPDFName("AsvUmzugSeal");

  private static final String PRODUCER = "asv-umzug";

  private final PrintableText printable = new PrintableText();

  PdfWriter() {
    // It writes to the console what it does, and nothing that says more than its exceptions.
    XRLog.setLoggingEnabled(false);
  }

  public byte[] write(PdfText text) throws IOException {
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useFastMode();
    builder.usePdfAConformance(PdfAConformance.PDFA_3_A);
    builder.usePdfUaAccessibility(true);
    builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    builder.withProducer(PRODUCER);
    builder.useObjectDrawerFactory(new DrawnObjects(text.drawings()));
    for (ExternalResourceControlPriority when : ExternalResourceControlPriority.values()) {
      builder.useExternalResourceAccessControl((address, type) -> false, when);
    }
    Fonts.use(builder);
    builder.withHtmlContent(printable.of(text.xhtml()), null);
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
        PDDocument document = renderer.createPDFKeepOpen()) {
      new EmbeddedFiles(document).add(text.attachments());
      PDDocumentInformation information = document.getDocumentInformation();
      information.setTitle(printable.of(text.title()));
      information.setProducer(PRODUCER);
      if (text.marker() != null) {
        document.getDocumentCatalog().getCOSObject().setItem(MARKER, new COSString(text.marker()));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      // In the clear, so that a small program finds the seal and the files.
      document.save(bytes, CompressParameters.NO_COMPRESSION);
      return bytes.toByteArray();
    }
  }
}
