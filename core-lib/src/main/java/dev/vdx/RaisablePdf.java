package dev.vdx;

import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Proof;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.pdf.PdfReader;
import dev.vdx.pdf.sign.PdfExtension;
import dev.vdx.pdf.sign.SignatureProof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A PDF with the updates that come behind it, which alone are held in the heap. */
final class RaisablePdf implements Raisable {
    private final PdfExtension extension;
    private final ByteArrayOutputStream updates = new ByteArrayOutputStream();
    private Source document;

    RaisablePdf(PdfExtension extension, Source document) {
        this.extension = extension;
        this.document = document;
    }

    @Override
    public SignedDocument read() throws SigningException, IOException {
        SignedDocument read = PdfReader.read(document, Limits.DEFAULT);
        for (Finding finding : read.findings()) {
            if (finding.code().effect() == Effect.UNREADABLE) {
                throw new SigningException(
                        finding.code() == FindingCode.PASSWORD_NEEDED
                                ? SigningProblem.ENCRYPTED
                                : SigningProblem.DOCUMENT_UNREADABLE,
                        String.join(", ", finding.details()));
            }
        }
        return read;
    }

    @Override
    public void timestamp() throws SigningException, IOException {
        append(extension.timestamp(document));
    }

    @Override
    public void prove(SignedDocument chosen, List<Proof> data) throws SigningException, IOException {
        List<SignatureProof> proofs = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            proofs.add(new SignatureProof(
                    chosen.signatures().get(i).coverage().end(), data.get(i).all()));
        }
        append(extension.validationData(document, proofs));
    }

    @Override
    public void archive() throws SigningException, IOException {
        append(extension.timestamp(document));
    }

    @Override
    public void finish(OutputStream out) throws IOException {
        updates.writeTo(out);
    }

    private void append(byte[] update) {
        updates.writeBytes(update);
        document = document.followedBy(update);
    }
}
