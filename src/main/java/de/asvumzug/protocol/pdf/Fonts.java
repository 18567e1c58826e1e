package de.asvumzug.protocol.pdf;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The fonts of a protocol, from the class path: a document that is kept for years must not depend
 * on what a machine has.
 */
public final class Fonts {
  private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

  private Fonts() {}

  static void use(PdfRendererBuilder builder) {
    use(builder, "DejaVuSans.ttf", "Text", 400);
    use(builder, "DejaVuSans-Bold.ttf", "Text", 700);
  }

  private static void use(PdfRendererBuilder builder, String file, String family, int weight) {
    FSSupplier<InputStream> bytes = () -> open(file);
    builder.useFont(bytes, family, weight, FontStyle.NORMAL, true);
  }

  /** For outlines of letters, and to ask which letters there are; to be closed. */
  public static TrueTypeFont outlines(boolean bold) {
    try (InputStream in = open(bold ? "DejaVuSans-Bold.ttf" : "DejaVuSans.ttf")) {
      return new TTFParser().parse(new RandomAccessReadBuffer(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) {
    InputStream in = Fonts.class.getResourceAsStream(FOLDER + file);
    if (in == null) {
      throw new IllegalStateException(file + " is not on the class path");
    }
    return in;
  }
}
