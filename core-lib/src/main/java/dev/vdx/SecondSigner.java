package dev.vdx;

import dev.vdx.asic.AsicReader;
import dev.vdx.cms.CmsReader;
import dev.vdx.cms.SecondSigning;
import dev.vdx.json.JsonException;
import dev.vdx.json.JsonReader;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Level;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.xml.XmlReader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs what is signed already: the signature of somebody else, or the same content beside it; where the format has a place for that. */
final class SecondSigner {
    private final Signer signer;

    SecondSigner(Signer signer) {
        this.signer = signer;
    }

    void counterSign(Source in, OutputStream out) throws SigningException, IOException {
        requireLevel("counter-signatures");
        Format format = FileKind.of(in);
        Instant now = signer.now();
        switch (format) {
            case CMS -> {
                requireSound(CmsReader.read(in, List.of(), Limits.DEFAULT));
                SecondSigning.counterSign(in, signer.cmsSigner(now), Limits.DEFAULT, out);
            }
            case JSON -> {
                requireSound(JsonReader.read(in, List.of(), Limits.DEFAULT));
                out.write(json(signer.jsonSigner()::counterSign, whole(in), now));
            }
            case XML -> {
                requireSound(XmlReader.read(in, List.of(), Limits.DEFAULT));
                out.write(signer.xmlSigner().counterSign(whole(in), now));
            }
            case ASIC_E, ASIC_S -> {
                requireSound(AsicReader.read(in, Limits.DEFAULT).document());
                signer.asicWriter().counterSign(in, now, Limits.DEFAULT, out);
            }
            default -> throw FileKind.refusal(format, "CMS, JSON, XML, ASiC");
        }
    }

    void signParallel(Source in, OutputStream out) throws SigningException, IOException {
        requireLevel("one more signature; sign at T, then extend");
        Format format = FileKind.of(in);
        Instant now = signer.now();
        switch (format) {
            case CMS -> {
                requireSound(CmsReader.read(in, List.of(), Limits.DEFAULT));
                SecondSigning.signBeside(in, signer.cmsSigner(now), Limits.DEFAULT, out);
            }
            case JSON -> {
                requireSound(JsonReader.read(in, List.of(), Limits.DEFAULT));
                out.write(json(signer.jsonSigner()::signParallel, whole(in), now));
            }
            case XML -> {
                requireSound(XmlReader.read(in, List.of(), Limits.DEFAULT));
                out.write(signer.xmlSigner().signBeside(whole(in), now));
            }
            case ASIC_E, ASIC_S -> {
                requireSound(AsicReader.read(in, Limits.DEFAULT).document());
                signer.asicWriter().addTo(in, now, Limits.DEFAULT, out);
            }
            default ->
                // A PDF is signed again as it is.
                throw FileKind.refusal(format, "CMS, JSON, XML, ASiC-E");
        }
    }

    private void requireLevel(String what) throws SigningException {
        signer.requirePlainLook();
        if (signer.level().compareTo(Level.T) > 0) {
            throw new SigningException(SigningProblem.NOT_SUPPORTED, "level " + signer.level() + " of " + what);
        }
    }

    /** What is done to the text of a JSON signature. */
    private interface Adding {
        byte[] to(byte[] text, Instant now) throws JsonException, SigningException;
    }

    private static byte[] json(Adding adding, byte[] text, Instant now) throws SigningException {
        try {
            return adding.to(text, now);
        } catch (JsonException e) {
            throw new SigningException(
                    e,
                    SigningProblem.DOCUMENT_UNREADABLE,
                    String.join(", ", e.finding().details()));
        }
    }

    /** Readers refuse what is larger than they hold in memory. */
    private static byte[] whole(Source in) throws IOException {
        return in.bytes(0, (int) in.size());
    }

    /** Nobody puts their name to a signature that is broken. */
    private static void requireSound(SignedDocument document) throws SigningException {
        for (Finding finding : document.findings()) {
            if (finding.code().effect() == Effect.UNREADABLE) {
                throw new SigningException(SigningProblem.DOCUMENT_UNREADABLE, String.join(", ", finding.details()));
            }
        }
        if (document.signatures().isEmpty()) {
            throw new SigningException(SigningProblem.NOT_SIGNED);
        }
        for (SignatureFacts each : document.signatures()) {
            boolean elsewhere = each.signer().findings().stream()
                    .anyMatch(finding -> finding.code() == FindingCode.SIGNED_DATA_NOT_FOUND);
            if (elsewhere) {
                throw new SigningException(
                        SigningProblem.NOT_SUPPORTED, "signing beside or over a signature whose content is elsewhere");
            }
            Optional<Finding> wrong = each.findings().stream()
                    .filter(finding -> finding.code().effect() == Effect.FAILED)
                    .findFirst();
            if (!each.signer().signatureMatches() || !each.signer().digestMatches() || wrong.isPresent()) {
                throw new SigningException(
                        SigningProblem.SIGNATURE_FAILED,
                        each.id(),
                        wrong.map(finding -> finding.code().name()).orElse("it does not verify"));
            }
        }
    }
}
