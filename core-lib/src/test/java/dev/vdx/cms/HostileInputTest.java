package dev.vdx.cms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SigningException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodings made to hang, overflow or exhaust a reader are refused, quickly and by a finding. */
class HostileInputTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("zeros", new byte[100]),
                Arguments.of("tag only", hex("30")),
                Arguments.of("ff", filled(1000, "ff")),
                Arguments.of("giant length", hex("3084ffffffff00")),
                Arguments.of("negative length", hex("308480000000")),
                Arguments.of("length of nine bytes", hex("3089010000000000000000")),
                Arguments.of("reserved length", hex("30ff00")),
                Arguments.of("child longer than parent", hex("3003300500000000000000")),
                Arguments.of("endless tag number", filled(1 << 20, "3fffffffff")),
                Arguments.of("indefinite, deep", filled(1 << 20, "3080")),
                Arguments.of("indefinite tagged, deep", filled(1 << 20, "a080")),
                Arguments.of("indefinite, never ended", hex("3080020101")),
                Arguments.of("indefinite primitive", hex("30800480")),
                Arguments.of("end-of-contents in definite", hex("30020000")),
                Arguments.of("definite, deep", nested(100_000)),
                Arguments.of("many small elements", many(0xa0, 200_000)),
                Arguments.of("many small elements in a set", many(0x31, 200_000)),
                Arguments.of("more elements than any signature", many(0x30, 2_000_000)),
                Arguments.of("too long", filled((16 << 20) + 1, "30")),
                Arguments.of("constructed string, deep", filled(1 << 16, "2480")),
                Arguments.of("no content", hex("300b06092a864886f70d010702")),
                Arguments.of("other content type", hex("300d06092a864886f70d010701a000")),
                Arguments.of("content of another kind", hex("300f06092a864886f70d010702a0020500")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void eachIsMalformed(String name, byte[] bomb) {
        CmsException e =
                assertTimeoutPreemptively(SOON, () -> assertThrows(CmsException.class, () -> CmsSignature.parse(bomb)));
        assertEquals(FindingCode.SIGNATURE_MALFORMED, e.finding().code(), e.toString());
        CmsException token = assertTimeoutPreemptively(
                SOON, () -> assertThrows(CmsException.class, () -> TimestampToken.parse(bomb)));
        assertEquals(FindingCode.TIMESTAMP_INVALID, token.finding().code());
        assertTrue(Certificates.parse(bomb).isEmpty());
        assertThrows(
                SigningException.class,
                () -> TimestampToken.requireSound(bomb, DigestAlgorithm.SHA256, new byte[32], Optional.empty()));
        assertThrows(SigningException.class, () -> TimestampResponse.token(bomb, request()));
    }

    private static TimestampRequest request() {
        return new TimestampRequest(DigestAlgorithm.SHA256, new byte[32], Optional.empty(), Optional.empty());
    }

    @Test
    void aBombWithinTheContentOfATokenIsRefusedToo() throws Exception {
        CmsMaker maker = CmsMaker.sound(TestPki.key("P-256"), nested(50_000));
        maker.contentType = Oids.TST_INFO;
        maker.attributes.set(0, CmsMaker.attribute(Oids.CONTENT_TYPE, Oids.TST_INFO));
        maker.attached = true;
        byte[] token = maker.make();
        CmsException e = assertTimeoutPreemptively(
                SOON, () -> assertThrows(CmsException.class, () -> TimestampToken.parse(token)));
        assertEquals(FindingCode.TIMESTAMP_INVALID, e.finding().code());
    }

    @Test
    void thousandsOfTimestampsAreNotAllRead() throws Exception {
        byte[] digest = new byte[32];
        ASN1Encodable token = Asn1.parse(TestTsa.sound().token(DigestAlgorithm.SHA256, digest));
        CmsMaker maker = CmsMaker.sound(TestPki.key("P-256"), digest);
        for (int i = 0; i < 500; i++) {
            maker.unsigned.add(CmsMaker.attribute(Oids.SIGNATURE_TIMESTAMP, token));
        }
        byte[] cms = maker.make();
        assertTimeoutPreemptively(SOON, () -> {
            CmsSignature read = CmsSignature.parse(cms);
            assertTrue(read.timestamps().size() <= 64);
            assertTrue(read.verify(Providers.digest(DigestAlgorithm.SHA256, digest)).findings().stream()
                    .anyMatch(f -> f.code() == FindingCode.TIMESTAMP_INVALID));
        });
    }

    @Test
    void hundredsOfSignersAndCertificatesAreRefused() throws Exception {
        CmsMaker maker = CmsMaker.sound(TestPki.key("P-256"), new byte[1]);
        byte[] signer = maker.signerInfo();
        byte[] crowd = maker.make(java.util.Collections.nCopies(101, signer));
        assertThrows(CmsException.class, () -> CmsSignature.parse(crowd));
        for (int i = 0; i < 501; i++) {
            maker.certificatesToo.add(new DERSequence(new DEROctetString(new byte[] {(byte) i, (byte) (i >> 8)})));
        }
        byte[] heap = maker.make();
        assertThrows(CmsException.class, () -> CmsSignature.parse(heap));
    }

    /** Whatever random damage does to a signature, the answer is facts or a CmsException. */
    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256", "Ed25519"})
    void randomDamageNeverThrowsAnythingElse(String kind) throws Exception {
        CadesSigner signer = CadesSigner.with(TestPki.key(kind)).withTimestamps(TestTsa.sound()::token);
        byte[] digest = Providers.digest(signer.digestAlgorithm(), new byte[3]);
        byte[] cms = signer.sign(digest);
        Random random = new Random(42);
        for (int round = 0; round < 800; round++) {
            byte[] damaged = cms.clone();
            for (int i = 0; i <= round % 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                CmsSignature read = CmsSignature.parse(damaged);
                read.verify(digest);
                read.verifyEncapsulated();
                read.timestamps();
                read.validationData();
                read.signers();
            } catch (CmsException e) {
                assertEquals(FindingCode.SIGNATURE_MALFORMED, e.finding().code());
            }
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] filled(int length, String pattern) {
        byte[] unit = hex(pattern);
        byte[] result = new byte[length];
        for (int i = 0; i < length; i++) {
            result[i] = unit[i % unit.length];
        }
        return result;
    }

    /** SEQUENCE in SEQUENCE in SEQUENCE, all lengths right. */
    private static byte[] nested(int depth) {
        byte[] result = new byte[depth * 5];
        int at = result.length;
        int length = 0;
        for (int i = 0; i < depth; i++) {
            byte[] header = length < 0x80
                    ? new byte[] {0x30, (byte) length}
                    : new byte[] {0x30, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
            at -= header.length;
            System.arraycopy(header, 0, result, at, header.length);
            length += header.length;
        }
        return Arrays.copyOfRange(result, at, result.length);
    }

    private static byte[] many(int tag, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = count * 2;
        out.writeBytes(
                new byte[] {(byte) tag, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        out.writeBytes(filled(length, "0500"));
        return out.toByteArray();
    }
}
