package dev.vdx.pdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InspectionTest {

    @Test
    void saysWhatIsInside() throws IOException {
        Map<Integer, String> objects = TestPdf.objects();
        objects.put(
                1,
                TestPdf.CATALOG.replace(
                        ">>", "/Metadata 30 0 R/Names<</EmbeddedFiles<</Names[(a)<</F(data.json)>>]>>>>>>"));
        objects.put(30, TestPdf.stream("/Type/Metadata", "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B"));
        TestPdf pdf = TestPdf.of(objects).update(40, "<<>>");
        try (Source source = Source.bytes(pdf.bytes())) {
            PdfInspection inside = PdfInspector.inspect(source, Limits.DEFAULT);
            assertEquals("1.7", inside.version());
            assertEquals(1, inside.pages());
            assertFalse(inside.encrypted());
            assertEquals(Optional.of("3B"), inside.archival());
            assertEquals(2, inside.revisions().size());
            assertEquals(List.of("data.json"), inside.files());
            assertEquals("Seal", inside.fields().get(0).name());
            assertTrue(inside.fields().get(0).signed());
            assertEquals(4, inside.fields().get(0).byteRange().size());
        }
    }

    @Test
    void saysWhyItCannot() throws IOException {
        try (Source source = Source.bytes(new byte[] {1, 2, 3})) {
            assertEquals(
                    1, PdfInspector.inspect(source, Limits.DEFAULT).findings().size());
        }
    }
}
