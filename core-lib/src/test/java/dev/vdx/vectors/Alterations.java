package dev.vdx.vectors;

import dev.vdx.model.Outcome;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;

/** What somebody might do to a signed document, one way each. */
public final class Alterations {
    private static final Pattern RANGE = Pattern.compile("/ByteRange\\s*\\[\\s*0\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*]");

    private final byte[] file;
    private final TestIdentity signer;
    private final TestAuthority issuer;
    private final int gapStart;
    private final int gapEnd;

    /** One altered copy, and what has to come of it. */
    public record Altered(String name, byte[] bytes, Outcome expected) {}

    /**
     * Of this signed file.
     *
     * @param signer who signed it, and
     * @param issuer who issued that certificate
     */
    public Alterations(byte[] file, TestIdentity signer, TestAuthority issuer) {
        this.file = file;
        this.signer = signer;
        this.issuer = issuer;
        MatchResult range = RANGE.matcher(text(file)).results().findFirst().orElseThrow();
        this.gapStart = Integer.parseInt(range.group(1));
        this.gapEnd = Integer.parseInt(range.group(2));
    }

    /** All of them. */
    public List<Altered> all() throws Exception {
        List<Altered> all = new ArrayList<>();
        all.add(new Altered("content-byte", contentByte(), Outcome.FAILED));
        all.add(new Altered("appended-update", appended("/MediaBox[0 0 99 99]"), Outcome.FAILED));
        all.add(new Altered("tail", concat(file, "% more\n12 0 obj\n(x)\nendobj\n"), Outcome.FAILED));
        all.add(new Altered("truncated", Arrays.copyOf(file, file.length - 700), Outcome.FAILED));
        all.add(new Altered("stripped", appended("stripped"), Outcome.FAILED));
        all.add(new Altered("no-signer", withCms(noSigner()), Outcome.FAILED));
        all.add(new Altered("swapped-certificate", withCms(otherCertificate()), Outcome.FAILED));
        all.add(new Altered("signature-value", signatureValue(), Outcome.FAILED));
        all.add(new Altered("garbage-behind-cms", garbage(), Outcome.FAILED));
        return all;
    }

    /** Within a signed object of the first revision, syntax intact. */
    private byte[] contentByte() {
        byte[] altered = file.clone();
        int at = text(file).indexOf("612.0");
        if (at < 0 || at > gapStart) {
            throw new IllegalStateException("no page size to alter");
        }
        altered[at] = '7';
        return altered;
    }

    /** An update that changes the page, or that takes the form out of the catalog. */
    private byte[] appended(String what) {
        String text = text(file);
        MatchResult root = last(text, "/Root\\s+(\\d+) 0 R");
        MatchResult pages = last(text, "/Pages\\s+(\\d+) 0 R");
        MatchResult prev = last(text, "startxref\\s+(\\d+)");
        int catalog = Integer.parseInt(root.group(1));
        int start = file.length + 1;
        String object = what.equals("stripped")
                ? catalog + " 0 obj\n<</Type/Catalog/Pages " + pages.group(1) + " 0 R>>\nendobj\n"
                : pages.group(1) + " 0 obj\n<</Type/Pages/Kids[]/Count 0" + what + ">>\nendobj\n";
        String number = object.substring(0, object.indexOf(' '));
        int size = Integer.parseInt(last(text, "/Size\\s+(\\d+)").group(1));
        String update = "\n" + object + "xref\n" + number + " 1\n"
                + String.format(java.util.Locale.ROOT, "%010d 00000 n\r\n", start) + "trailer\n<</Size " + size
                + "/Root "
                + catalog + " 0 R/Prev " + prev.group(1) + ">>\nstartxref\n" + (start + object.length()) + "\n%%EOF\n";
        return concat(file, update);
    }

    private byte[] noSigner() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(List.of(signer.certificate())));
        return generator.generate(new CMSAbsentContent()).getEncoded("DER");
    }

    /** Another key in a certificate of the same issuer, serial number and subject. */
    private byte[] otherCertificate() throws Exception {
        X509Certificate original = signer.certificate();
        TestIdentity other = issuer.issue(
                CertificateSpec.seal(
                                original.getSubjectX500Principal().getName(),
                                KeyKind.RSA_2048,
                                original.getNotBefore().toInstant(),
                                original.getNotAfter().toInstant())
                        .withSerial(original.getSerialNumber())
                        .withKeys(KeyKind.RSA_2048.generate(new SecureRandom())),
                new SecureRandom());
        CMSSignedData cms = new CMSSignedData(new ByteArrayInputStream(contents()));
        return CMSSignedData.replaceCertificatesAndCRLs(
                        cms, new JcaCertStore(other.chain()), cms.getAttributeCertificates(), cms.getCRLs())
                .getEncoded("DER");
    }

    private byte[] signatureValue() throws Exception {
        CMSSignedData cms = new CMSSignedData(new ByteArrayInputStream(contents()));
        byte[] value = cms.getSignerInfos().getSigners().iterator().next().getSignature();
        String hex = HexFormat.of().formatHex(value);
        String text = text(file);
        int at = text.toLowerCase(java.util.Locale.ROOT).indexOf(hex, gapStart);
        byte[] altered = file.clone();
        int last = at + hex.length() - 1;
        altered[last] = (byte) (altered[last] == '0' ? '1' : '0');
        return altered;
    }

    private byte[] garbage() {
        byte[] altered = file.clone();
        altered[gapEnd - 2] = '7';
        return altered;
    }

    private byte[] contents() {
        return HexFormat.of().parseHex(text(file).substring(gapStart + 1, gapEnd - 1));
    }

    private byte[] withCms(byte[] cms) {
        byte[] altered = file.clone();
        Arrays.fill(altered, gapStart + 1, gapEnd - 1, (byte) '0');
        byte[] hex = HexFormat.of().formatHex(cms).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(hex, 0, altered, gapStart + 1, hex.length);
        return altered;
    }

    private static MatchResult last(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static byte[] concat(byte[] a, String b) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(a);
        out.writeBytes(b.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
