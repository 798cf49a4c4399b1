package dev.vdx.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vdx.model.Change;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Finding;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.verify.ChainStatus;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.Step;
import dev.vdx.verify.TimestampVerdict;
import dev.vdx.verify.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report as one line of JSON. Jackson's streaming writer alone: a command must start fast. */
final class JsonReport {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final Lang lang;

    private JsonReport(JsonGenerator json, Lang lang) {
        this.json = json;
        this.lang = lang;
    }

    static String write(String file, Optional<String> sha256, Verdict verdict, Lang lang) {
        StringWriter out = new StringWriter(2048);
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            new JsonReport(generator, lang).report(file, sha256, verdict);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private void report(String file, Optional<String> sha256, Verdict verdict) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file);
        if (sha256.isPresent()) {
            json.writeStringField("sha256", sha256.get());
        }
        json.writeStringField("format", verdict.document().format().label());
        json.writeStringField("outcome", verdict.outcome().label());
        time("validationTime", verdict.time());
        json.writeStringField("policy", verdict.policy().label());
        json.writeArrayFieldStart("signatures");
        for (SignatureVerdict signature : verdict.signatures()) {
            signature(signature);
        }
        json.writeEndArray();
        findings(verdict.findings());
        json.writeEndObject();
    }

    private void signature(SignatureVerdict verdict) throws IOException {
        SignatureFacts facts = verdict.facts();
        json.writeStartObject();
        json.writeStringField("id", facts.id());
        json.writeStringField("kind", facts.kind().label());
        json.writeStringField("level", verdict.level());
        json.writeStringField("indication", verdict.indication().label());
        text("subIndication", verdict.subIndication().map(Enum::name));
        json.writeBooleanField("digestMatches", digestMatches(facts));
        json.writeBooleanField("signatureMatches", facts.signer().signatureMatches());
        json.writeBooleanField("coversWholeFile", facts.coverage().wholeFile());
        json.writeBooleanField("coversRevision", facts.coverage().revision());
        changes(facts.changesAfter());
        signer(facts.signer().certificate());
        time("claimedSigningTime", facts.signer().claimedSigningTime());
        time("bestSignatureTime", verdict.bestSignatureTime());
        json.writeArrayFieldStart("timestamps");
        for (TimestampVerdict timestamp : verdict.timestamps()) {
            timestamp(timestamp);
        }
        json.writeEndArray();
        chain(verdict);
        findings(verdict.findings());
        if (!verdict.steps().isEmpty()) {
            explanation(verdict);
        }
        json.writeEndObject();
    }

    private void explanation(SignatureVerdict verdict) throws IOException {
        Explanation explanation = new Explanation(lang, ZoneOffset.UTC);
        json.writeArrayFieldStart("explanation");
        for (Step step : verdict.steps()) {
            json.writeStartObject();
            json.writeStringField("clause", step.block().clause());
            json.writeStringField("block", step.block().name());
            if (step.timestamp() > 0) {
                json.writeNumberField("timestamp", step.timestamp());
            } else {
                json.writeNullField("timestamp");
            }
            json.writeStringField("indication", step.indication().label());
            text("subIndication", step.subIndication().map(Enum::name));
            json.writeStringField("message", explanation.sentence(step));
            json.writeArrayFieldStart("findings");
            for (Finding finding : step.findings()) {
                json.writeString(finding.code().name());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** For a document time-stamp the content is what the token's imprint covers. */
    private static boolean digestMatches(SignatureFacts facts) {
        return facts.signer().digestMatches()
                && facts.token().map(TimestampFacts::imprintMatches).orElse(true);
    }

    private void changes(ChangesAfter changes) throws IOException {
        json.writeObjectFieldStart("changesAfter");
        json.writeStringField("level", changes.level().name());
        json.writeArrayFieldStart("entries");
        for (Change change : changes.entries()) {
            json.writeStartObject();
            json.writeStringField("object", change.object());
            json.writeStringField("path", change.path());
            json.writeStringField("kind", lower(change.kind()));
            json.writeStringField("verdict", lower(change.verdict()));
            json.writeStringField(
                    "why", Texts.words(lang).get("change." + change.rule().name()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void signer(Optional<X509Certificate> certificate) throws IOException {
        if (certificate.isEmpty()) {
            json.writeNullField("signer");
            return;
        }
        Subject subject = Subject.of(certificate.get());
        json.writeObjectFieldStart("signer");
        json.writeStringField("subject", subject.text());
        text("organization", subject.attribute("O"));
        text("organizationIdentifier", subject.attribute("organizationIdentifier"));
        json.writeEndObject();
    }

    private void timestamp(TimestampVerdict timestamp) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", timestamp.facts().kind().label());
        time("time", timestamp.facts().time());
        json.writeStringField("indication", timestamp.indication().label());
        json.writeEndObject();
    }

    private void chain(SignatureVerdict verdict) throws IOException {
        json.writeArrayFieldStart("chain");
        for (ChainStatus link : verdict.chain()) {
            certificate(link.certificate(), link.revocation(), link.by().map(JsonReport::source));
        }
        if (verdict.anchor().isPresent()) {
            certificate(verdict.anchor().get(), "not needed", Optional.of("trust anchor"));
        }
        json.writeEndArray();
    }

    private void certificate(X509Certificate certificate, String revocation, Optional<String> source)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("subject", Subject.of(certificate).text());
        json.writeStringField(
                "issuer", Subject.of(certificate.getIssuerX500Principal()).text());
        json.writeStringField("serial", certificate.getSerialNumber().toString(16));
        time("notBefore", certificate.getNotBefore().toInstant());
        time("notAfter", certificate.getNotAfter().toInstant());
        json.writeStringField("revocation", revocation);
        text("source", source);
        json.writeEndObject();
    }

    private static String source(RevocationFacts facts) {
        return facts.kind().name() + ", " + facts.origin().label();
    }

    private void findings(List<Finding> findings) throws IOException {
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            Explained explained = Explained.of(finding, lang);
            json.writeStartObject();
            json.writeStringField("code", finding.code().name());
            json.writeStringField("severity", finding.severity().label());
            json.writeStringField("message", explained.message());
            json.writeStringField("who", finding.code().who().label());
            json.writeStringField("next", explained.next());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void text(String name, Optional<String> value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeString(value.get());
        } else {
            json.writeNull();
        }
    }

    private void time(String name, Optional<Instant> time) throws IOException {
        text(name, time.map(Times::rfc3339));
    }

    private void time(String name, Instant time) throws IOException {
        json.writeStringField(name, Times.rfc3339(time));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
