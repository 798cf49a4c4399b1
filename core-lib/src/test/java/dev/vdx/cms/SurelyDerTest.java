package dev.vdx.cms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is surely DER (X.690, 10 and 11)")
class SurelyDerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0500",
                "0101ff",
                "3000",
                "30060101ff020105",
                "3106020101020102",
                "a003020107",
                "8101aa",
                "0303070680",
                "030100",
                "180f32303236303130313030303030305a",
                "300b300906052b0e03021a0500"
            })
    void takesWhatIs(String hex) {
        assertTrue(SurelyDer.is(bytes(hex)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30800000",
                "308102 0500",
                "30820002 0500",
                "3106020102020101",
                "2404 04020102",
                "010101",
                "0100",
                "0303070681",
                "0300",
                "030107",
                "181132303236303130313030303030302e305a",
                "180f323032363031303130303030303030",
                "1f2001 00",
                "30050500",
                "6003020107",
                "3003 1f2001"
            })
    void leavesTheRestToWhoEncodesAnew(String hex) {
        byte[] encoding = bytes(hex);
        assertFalse(SurelyDer.is(encoding));
    }

    @Test
    void neverDiffersFromTheEncodingMadeAnew() throws Exception {
        SplittableRandom random = new SplittableRandom(20261130);
        byte[] sound = TestPki.root().getEncoded();
        int surely = 0;
        int different = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] changed = sound.clone();
            for (int flips = random.nextInt(3); flips > 0; flips--) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] der = anew(changed);
            if (SurelyDer.is(changed)) {
                surely++;
                assertTrue(
                        der.length == 0 || Arrays.equals(der, changed),
                        HexFormat.of().formatHex(changed));
            } else if (der.length > 0 && !Arrays.equals(der, changed)) {
                different++;
            }
        }
        assertTrue(surely > 10_000, "only " + surely);
        assertTrue(different > 10, "only " + different);
        assertArrayEquals(sound, anew(sound));
    }

    /** Empty where Bouncy Castle does not read it. */
    private static byte[] anew(byte[] encoding) {
        try (ASN1InputStream in = new ASN1InputStream(encoding)) {
            ASN1Primitive read = in.readObject();
            return read == null || in.read() >= 0 ? new byte[0] : read.getEncoded(ASN1Encoding.DER);
        } catch (IOException | RuntimeException e) {
            return new byte[0];
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
