package dev.vdx.judges;

import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.signatures.SignatureUtil;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** iText on the signatures of a PDF. */
final class IText {
    private IText() {}

    /** Whether each, in the order of the file, is what was signed; time-stamps too. */
    static List<Boolean> intact(Path file) throws Exception {
        try (PdfDocument document = new PdfDocument(new PdfReader(file.toFile()))) {
            SignatureUtil signatures = new SignatureUtil(document);
            List<Boolean> intact = new ArrayList<>();
            for (String name : signatures.getSignatureNames()) {
                intact.add(intact(signatures, name));
            }
            return intact;
        }
    }

    private static boolean intact(SignatureUtil signatures, String name) throws GeneralSecurityException {
        return signatures.readSignatureData(name).verifySignatureIntegrityAndAuthenticity();
    }
}
