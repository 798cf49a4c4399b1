package dev.vdx.cms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERUTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Asn1TimesTest {
    @ParameterizedTest
    @CsvSource({
        "20261124030405Z, 2026-11-24T03:04:05Z",
        "20261124030405.25Z, 2026-11-24T03:04:05.250Z",
        "20261124030405.1234567891Z, 2026-11-24T03:04:05.123456789Z",
        "20500101000000Z, 2050-01-01T00:00:00Z"
    })
    void generalizedTimeIsUtcWithFraction_RFC3161_2_4_2(String text, String expected) {
        assertEquals(Optional.of(Instant.parse(expected)), Asn1Times.read(new ASN1GeneralizedTime(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "261124030405Z, 2026-11-24T03:04:05Z",
        "491231235959Z, 2049-12-31T23:59:59Z",
        "500101000000Z, 1950-01-01T00:00:00Z",
        "2611240304Z, 2026-11-24T03:04:00Z"
    })
    void utcTimeIsOfTheCenturyRfc5280Says_4_1_2_5_1(String text, String expected) {
        assertEquals(Optional.of(Instant.parse(expected)), Asn1Times.read(new ASN1UTCTime(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261324030405Z", "20260230030405Z", "20261124030405", "20261124030460Z", "2026112403Z"})
    void whatIsNoMomentInUtcIsNone(String text) {
        assertEquals(Optional.empty(), read(text));
    }

    private static Optional<Instant> read(String text) {
        try {
            return Asn1Times.read(new ASN1GeneralizedTime(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Test
    void otherKindsOfValueAreNone() {
        assertEquals(Optional.empty(), Asn1Times.read(new DERUTF8String("20261124030405Z")));
    }
}
