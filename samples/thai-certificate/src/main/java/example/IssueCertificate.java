package example;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.certificate.CertificateRecord;
import dev.vdx.certificate.PageDescription;
import dev.vdx.certificate.ThaiCertificate;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.policy.PolicyFile;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.SealSpec;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A record becomes a certificate, sealed at LTA: {@code FOLDER SANDBOX TSA OUT.pdf}. */
public final class IssueCertificate {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path sandbox = Path.of(args[1]);
        Path sealed = Path.of(args[3]);

        // The record becomes a page for people, and XML and JSON for machines.
        PageDescription page = PageDescription.read(folder.resolve("page.json"));
        CertificateRecord record = CertificateRecord.read(folder.resolve("record.json"));
        Path plain = Files.write(Files.createTempFile("certificate", ".pdf"), ThaiCertificate.write(page, record));

        // The agency's seal on it, at the level that lasts.
        Path agency = sandbox.resolve("agencies/agency-a");
        char[] password = Files.readString(agency.resolve("password.txt")).strip().toCharArray();
        Signer.with(SigningKey.pkcs12(agency.resolve("seal.p12"), password))
                .level(Level.LTA)
                .timestamps(TimestampAuthority.http(URI.create(args[2])))
                .seal(SealSpec.of("สถาบันทักษะดิจิทัลตัวอย่าง", Instant.now(), CertificatePdf.SEAL_BOX)
                        .withReason("รับรองการผ่านการฝึกอบรม"))
                .sign(plain, sealed);
        Files.delete(plain);

        // What anybody who gets it would be told.
        Report report = Verifier.trusting(TrustAnchors.pem(sandbox.resolve("anchors")))
                .timestampsTrusting(TrustAnchors.pem(sandbox.resolve("tsa-anchors")))
                .policy(PolicyFile.builtIn("thai").orElseThrow())
                .verify(sealed);
        System.out.println(report.toText(Lang.TH));
        System.exit(report.outcome() == Outcome.PASSED ? 0 : 1);
    }
}
