package example;

import com.itextpdf.kernel.geom.Rectangle;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.PdfWriter;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.layout.Document;
import com.itextpdf.layout.element.Paragraph;
import com.itextpdf.layout.element.Table;
import com.itextpdf.signatures.PdfSigner;
import dev.vdx.Extender;
import dev.vdx.Verifier;
import dev.vdx.cms.CadesSigner;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Licences laid out by iText 7 and sealed by VDX at level LT: {@code SANDBOX TSA FOLDER COUNT}. */
public final class Pipeline {
    /** For the CMS with its certificates and its time-stamp. */
    private static final int ROOM = 16 << 10;

    private final VdxSeal seal;
    private final Extender extender;
    private final Verifier verifier;
    private final Path folder;

    private Pipeline(Path sandbox, URI tsa, Path folder) throws Exception {
        Path home = sandbox.resolve("agencies/agency-a");
        char[] password = Files.readString(home.resolve("password.txt")).strip().toCharArray();
        TrustAnchors seals = TrustAnchors.pem(sandbox.resolve("anchors"));
        TrustAnchors times = TrustAnchors.pem(sandbox.resolve("tsa-anchors"));
        this.seal = new VdxSeal(CadesSigner.with(SigningKey.pkcs12(home.resolve("seal.p12"), password))
                .withTimestamps(TimestampAuthority.http(tsa)));
        this.extender = Extender.to(Level.LT).trusting(seals).timestampsTrusting(times);
        this.verifier = Verifier.trusting(seals).timestampsTrusting(times).offline();
        this.folder = Files.createDirectories(folder);
    }

    public static void main(String[] args) throws Exception {
        Pipeline pipeline = new Pipeline(Path.of(args[0]), URI.create(args[1]), Path.of(args[2]));
        long start = System.nanoTime();
        int count = Integer.parseInt(args[3]);
        long passed = IntStream.range(0, count).parallel().filter(pipeline::made).count();
        System.out.printf(
                "%d of %d licences sealed and verified, %.1f s%n", passed, count, (System.nanoTime() - start) / 1e9);
        System.exit(passed == count ? 0 : 1);
    }

    /** Makes one licence; says whether it is believed. */
    private boolean made(int number) {
        Path out = folder.resolve("licence-" + number + ".pdf");
        Path stamped = folder.resolve("licence-" + number + ".part");
        try {
            try (OutputStream to = Files.newOutputStream(stamped)) {
                sealed(page(number), to);
            }
            extender.extend(stamped, out);
            Files.delete(stamped);
            Report report = verifier.verify(out);
            boolean passed = report.outcome() == Outcome.PASSED;
            if (!passed) {
                System.err.println(report.toText(Lang.EN));
            }
            return passed;
        } catch (Exception e) {
            System.err.println(out + ": " + e.getMessage());
            return false;
        }
    }

    private static byte[] page(int number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Document document = new Document(new PdfDocument(new PdfWriter(out)))) {
            document.add(new Paragraph("SANDBOX licence " + number).setFontSize(20));
            Table table = new Table(2);
            table.addCell("Holder").addCell("SANDBOX holder");
            table.addCell("Number").addCell(Integer.toString(number));
            document.add(table);
        }
        return out.toByteArray();
    }

    private void sealed(byte[] page, OutputStream to) throws Exception {
        PdfSigner signer = new PdfSigner(
                new PdfReader(new ByteArrayInputStream(page)), to, new StampingProperties().useAppendMode());
        signer.setFieldName("Seal");
        signer.getSignatureAppearance()
                .setPageRect(new Rectangle(72, 600, 220, 48))
                .setPageNumber(1)
                .setLayer2Text("Sealed by SANDBOX agency A");
        signer.signExternalContainer(seal, ROOM);
    }
}
