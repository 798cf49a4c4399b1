package dev.vdx.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.verify.SignatureVerdict;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.asn1.tsp.PartialHashtree;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one signature over many documents looks like, computed anew from spec/bulk.md alone, without any code of ours. */
class BulkFormTest {
    private static final String STATEMENT = "2.25.183640784581482476345998164793535624543";
    private static final ASN1ObjectIdentifier PATH =
            new ASN1ObjectIdentifier("2.25.297528513210693785887276913168496129442");

    /** SEQUENCE { AlgorithmIdentifier SHA-512 without parameters, OCTET STRING of 64 bytes follows }. */
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("304f300b06096086480165030402030440");

    private static final Verifier LATER = Office.VERIFIER.at(Office.NOW.plusSeconds(60));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void everyDocumentVerifiesAlone(int documents) throws Exception {
        for (Level level : List.of(Level.B, Level.T)) {
            Set<String> salts = new HashSet<>();
            Set<String> values = new HashSet<>();
            for (byte[] each : Batch.of(folder, documents, level)) {
                Report report = LATER.verify(Source.bytes(each), "licence.pdf");
                assertEquals(
                        Outcome.PASSED,
                        report.outcome(),
                        String.valueOf(report.verdict().signatures()));
                SignatureVerdict signature = report.verdict().signatures().get(0);
                assertEquals("VDX-BULK-" + level, signature.level());
                assertEquals(level == Level.T, signature.timeProven(), () -> report.toJson(Lang.EN));
                assertTrue(signature.facts().coverage().wholeFile());
                assertEquals(documents, recomputed(each));
                SignerInformation signer = signer(each);
                values.add(HexFormat.of().formatHex(signer.getSignature()));
                salts.add(new String(each, StandardCharsets.ISO_8859_1)
                        .replaceAll("(?s).*/VDX_Salt <([0-9a-fA-F]{32})>.*", "$1"));
            }
            assertEquals(1, values.size(), "one signature");
            assertEquals(documents, salts.size(), "a salt each");
        }
    }

    private static SignerInformation signer(byte[] file) throws Exception {
        CMSSignedData cms = new CMSSignedData(Batch.contents(file));
        return cms.getSignerInfos().getSigners().iterator().next();
    }

    /** Follows the document's way to the root, and gives the number of documents that was signed. */
    private static int recomputed(byte[] file) throws Exception {
        CMSSignedData cms = new CMSSignedData(Batch.contents(file));
        assertEquals(STATEMENT, cms.getSignedContentTypeOID());
        ASN1Sequence statement = ASN1Sequence.getInstance(cms.getSignedContent().getContent());
        MessageDigest sha = MessageDigest.getInstance("SHA-512");
        byte[] node = sha.digest(concat(DIGEST_INFO, sha.digest(Batch.covered(file))));
        ASN1Sequence path = ASN1Sequence.getInstance(
                signer(file).getUnsignedAttributes().get(PATH).getAttributeValues()[0]);
        for (int i = 0; i < path.size(); i++) {
            ASN1Sequence list = ASN1Sequence.getInstance(path.getObjectAt(i));
            byte[] first = ASN1OctetString.getInstance(list.getObjectAt(0)).getOctets();
            byte[] other = i > 0
                    ? node
                    : ASN1OctetString.getInstance(list.getObjectAt(1)).getOctets();
            assertTrue(
                    i > 0 || Arrays.equals(node, first) || Arrays.equals(node, other),
                    "its own leaf is in the first list");
            boolean ascending = new BigInteger(1, first).compareTo(new BigInteger(1, other)) <= 0;
            node = sha.digest(ascending ? concat(first, other) : concat(other, first));
        }
        assertArrayEquals(ASN1OctetString.getInstance(statement.getObjectAt(2)).getOctets(), node);
        return ASN1Integer.getInstance(statement.getObjectAt(3)).intValueExact();
    }

    /** A reader without VDX: the signature verifies with OpenSSL as it was taken from the document. */
    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "EC_P256"})
    void theSignatureVerifiesWithOpenssl(KeyKind kind) throws Exception {
        Instant from = Instant.now().minusSeconds(3600);
        Instant until = from.plusSeconds(86_400);
        TestAuthority ca = TestAuthority.root(
                CertificateSpec.authority("CN=SANDBOX bulk CA,O=SANDBOX", kind, from, until, 1),
                Addresses.NONE,
                Office.random());
        TestIdentity seal =
                ca.issue(CertificateSpec.seal("CN=SANDBOX bulk seal,O=SANDBOX", kind, from, until), Office.random());
        Signer signer = Signer.with(seal);
        byte[] signed = Batch.of(folder, List.of(Batch.licence(1), Batch.licence(2)), signer)
                .get(1);
        Path cms = Files.write(folder.resolve("contents.der"), Batch.contents(signed));
        Path anchor =
                Files.writeString(folder.resolve("ca.pem"), pem(ca.certificate().getEncoded()));
        Path statement = folder.resolve("statement.der");
        openssl(
                "cms",
                "-verify",
                "-inform",
                "DER",
                "-in",
                cms,
                "-CAfile",
                anchor,
                "-purpose",
                "any",
                "-out",
                statement);
        byte[] said = Files.readAllBytes(statement);
        assertEquals(4, ASN1Sequence.getInstance(said).size());
        openssl("asn1parse", "-inform", "DER", "-in", statement);
    }

    private static void openssl(Object... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        Stream.of(words).map(String::valueOf).forEach(command::add);
        Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, openssl.waitFor(), said);
    }

    /** The path is a reducedHashtree of RFC 4998: Bouncy Castle follows it in an evidence record, which a time-stamp over the root completes. */
    @Test
    void thePathIsThatOfAnEvidenceRecord() throws Exception {
        DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
        MessageDigest sha = MessageDigest.getInstance("SHA-512");
        Instant from = Instant.now().minusSeconds(3600);
        TestTsa tsa = new TestTsa(
                Office.CA.issue(
                        CertificateSpec.timestamping(
                                "CN=SANDBOX time,O=SANDBOX", KeyKind.EC_P256, from, from.plusSeconds(86_400)),
                        Office.random()),
                Clock.systemUTC(),
                Office.random());
        List<byte[]> batch = Batch.of(folder, 7, Level.B);
        for (int i = 0; i < batch.size(); i++) {
            byte[] each = batch.get(i);
            CMSSignedData cms = new CMSSignedData(Batch.contents(each));
            ASN1Sequence statement =
                    ASN1Sequence.getInstance(cms.getSignedContent().getContent());
            byte[] root = ASN1OctetString.getInstance(statement.getObjectAt(2)).getOctets();
            PartialHashtree[] path = Stream.of(path(each).toArray())
                    .map(PartialHashtree::getInstance)
                    .toArray(PartialHashtree[]::new);
            ArchiveTimeStamp stamp = new ArchiveTimeStamp(
                    AlgorithmIdentifier.getInstance(statement.getObjectAt(1)),
                    path,
                    ContentInfo.getInstance(tsa.timestamp(DigestAlgorithm.SHA512, root)));
            ERSEvidenceRecord record = new ERSEvidenceRecord(new EvidenceRecord(null, null, stamp), digests);
            record.validatePresent(new ERSByteData(concat(DIGEST_INFO, sha.digest(Batch.covered(each)))), new Date());
            byte[] other = Batch.covered(batch.get(i < 2 ? 2 : 0));
            assertThrows(
                    ERSException.class,
                    () -> record.validatePresent(new ERSByteData(concat(DIGEST_INFO, sha.digest(other))), new Date()));
        }
    }

    private static ASN1Sequence path(byte[] file) throws Exception {
        return ASN1Sequence.getInstance(
                signer(file).getUnsignedAttributes().get(PATH).getAttributeValues()[0]);
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }
}
