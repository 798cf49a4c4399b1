package dev.vdx.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vdx.certificate.Agreement;
import dev.vdx.certificate.DocumentProperties;
import dev.vdx.cli.InspectCommand.Inspection;
import dev.vdx.model.Finding;
import dev.vdx.pdf.PdfInspection;
import dev.vdx.pdf.PdfInspection.RevisionSpan;
import dev.vdx.pdf.PdfInspection.SignatureField;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;
import dev.vdx.report.Shown;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What is inside a file, for programs: one line of JSON ({@code spec/cli.md}). */
final class InspectionJson {
    private final Lang lang;

    InspectionJson(Lang lang) {
        this.lang = lang;
    }

    String of(Inspection found) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("file", Shown.text(found.file()));
            json.writeStringField("format", found.format().label());
            json.writeNumberField("size", found.size());
            inside(json, found.inside());
            if (found.forMachines().isPresent()) {
                forMachines(json, found.forMachines().get());
            }
            if (found.prepared().isPresent()) {
                prepared(json, found.prepared().get());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out + "\n";
    }

    private void inside(JsonGenerator json, PdfInspection inside) throws IOException {
        optional(json, "version", Optional.of(inside.version()).filter(v -> !v.isEmpty()));
        optional(json, "pdfa", inside.archival());
        json.writeNumberField("pages", inside.pages());
        json.writeBooleanField("encrypted", inside.encrypted());
        json.writeArrayFieldStart("revisions");
        for (RevisionSpan span : inside.revisions()) {
            json.writeStartObject();
            json.writeNumberField("offset", span.offset());
            json.writeNumberField("size", span.size());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("fields");
        for (SignatureField field : inside.fields()) {
            field(json, field);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("files");
        for (String file : inside.files()) {
            json.writeString(Shown.text(file));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Finding finding : inside.findings()) {
            json.writeStartObject();
            json.writeStringField("code", finding.code().name());
            json.writeStringField(
                    "message", Shown.text(Explained.of(finding, lang).message()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void forMachines(JsonGenerator json, ForMachines found) throws IOException {
        if (found.properties().isPresent()) {
            DocumentProperties properties = found.properties().get();
            json.writeObjectFieldStart("electronicDocument");
            json.writeStringField("namespace", properties.namespace());
            optional(json, "documentOID", properties.said().oid());
            optional(json, "documentReferenceID", properties.said().referenceId());
            optional(json, "documentVersion", properties.said().version());
            optional(json, "documentFileName", properties.said().fileName());
            json.writeEndObject();
        }
        if (found.agreement().state() != Agreement.State.NO_TWINS) {
            json.writeObjectFieldStart("twins");
            json.writeStringField("state", found.agreement().state().label());
            json.writeNumberField("facts", found.agreement().facts());
            json.writeStringField("difference", Shown.text(found.agreement().difference()));
            json.writeEndObject();
        }
    }

    private void prepared(JsonGenerator json, List<Finding> findings) throws IOException {
        json.writeArrayFieldStart("prepared");
        for (Finding finding : findings) {
            Explained explained = Explained.of(finding, lang);
            json.writeStartObject();
            json.writeStringField("code", finding.code().name());
            json.writeStringField("severity", finding.code().severity().label());
            optional(json, "page", detail(finding, 0));
            optional(json, "place", detail(finding, 1));
            json.writeStringField("message", Shown.text(explained.message()));
            json.writeStringField("next", Shown.text(explained.next()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static Optional<String> detail(Finding finding, int place) {
        return finding.code().name().startsWith("PREPARED_")
                ? finding.details().stream().skip(place).findFirst().filter(d -> !d.isEmpty())
                : Optional.empty();
    }

    private static void field(JsonGenerator json, SignatureField field) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", Shown.text(field.name()));
        json.writeBooleanField("signed", field.signed());
        optional(json, "subFilter", field.subFilter());
        json.writeArrayFieldStart("byteRange");
        for (long number : field.byteRange()) {
            json.writeNumber(number);
        }
        json.writeEndArray();
        optional(json, "claimedTime", field.time());
        optional(json, "reason", field.reason());
        optional(json, "location", field.location());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeString(Shown.text(value.get()));
        } else {
            json.writeNull();
        }
    }
}
