package dev.vdx.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** veraPDF as an independent judge of PDF/A. */
public final class PdfaJudge {
    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private PdfaJudge() {}

    /** The clauses of ISO 19005-3 it breaks, by veraPDF; empty where it keeps them all. */
    public static String broken(byte[] pdf) throws Exception {
        return broken(pdf, PDFAFlavour.PDFA_3_U);
    }

    /** The clauses of this standard that it breaks. */
    public static String broken(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour)) {
            ValidationResult result =
                    Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            String clauses = result.getTestAssertions().stream()
                    .filter(each -> each.getStatus() == TestAssertion.Status.FAILED)
                    .map(each -> each.getRuleId().getClause() + " " + each.getMessage())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining("; "));
            assertEquals(result.isCompliant(), clauses.isEmpty());
            return clauses;
        }
    }
}
