package de.asvumzug.protocol.pdf;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF whether a file keeps a standard. */
public final class PdfRules {

  private PdfRules() {}

  static {
    VeraGreenfieldFoundryProvider.initialise();
  }

  /** What breaks PDF/A-3a, one line a rule and place; empty if nothing does. */
  public static List<String> archive(byte[] pdf) throws Exception {
    return broken(pdf, PDFAFlavour.PDFA_3_A);
  }

  /** The same of PDF/UA-1, as far as a program can tell. */
  public static List<String> accessible(byte[] pdf) throws Exception {
    return broken(pdf, PDFAFlavour.PDFUA_1);
  }

  private static List<String> broken(byte[] pdf, PDFAFlavour flavour) throws Exception {
    try (PDFAParser parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      return result.getTestAssertions().stream()
          .filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
          .map(
              one ->
                  one.getRuleId().getClause()
                      + "-"
                      + one.getRuleId().getTestNumber()
                      + " "
                      + one.getMessage()
                      + " at "
                      + one.getLocation().getContext())
          .toList();
    }
  }
}
