package dev.vdx.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SealWordsTest {
    private static final Instant TIME = Instant.parse("2026-11-24T03:15:00Z");
    private static final SealWords THAI = new SealWords(SealLanguage.TH, false);
    private static final SealWords ENGLISH = new SealWords(SealLanguage.EN, false);

    @Test
    void thaiDatesCountTheBuddhistEra() {
        assertEquals("24 พฤศจิกายน 2569 เวลา 10:15 น.", THAI.dateTime(TIME, SealSpec.THAILAND));
    }

    @Test
    void thaiDigitsAreThereOnRequest() {
        assertEquals(
                "๒๔ พฤศจิกายน ๒๕๖๙ เวลา ๑๐:๑๕ น.",
                new SealWords(SealLanguage.TH, true).dateTime(TIME, SealSpec.THAILAND));
        assertEquals(
                "24 November 2026, 10:15 (UTC+07:00)",
                new SealWords(SealLanguage.EN, true).dateTime(TIME, SealSpec.THAILAND));
    }

    @Test
    void anOffsetOtherThanThailandsIsSaid() {
        assertEquals("24 พฤศจิกายน 2569 เวลา 03:15 น. (UTC)", THAI.dateTime(TIME, ZoneOffset.UTC));
        assertEquals("24 พฤศจิกายน 2569 เวลา 12:15 น. (UTC+09:00)", THAI.dateTime(TIME, ZoneId.of("Asia/Tokyo")));
    }

    @Test
    void englishDatesCountTheCommonEra() {
        assertEquals("24 November 2026, 10:15 (UTC+07:00)", ENGLISH.dateTime(TIME, SealSpec.THAILAND));
    }

    @Test
    void theYearTurnsAtThailandsMidnight() {
        assertEquals("1 มกราคม 2570", THAI.date(Instant.parse("2026-12-31T17:00:00Z"), SealSpec.THAILAND));
        assertEquals("31 ธันวาคม 2569", THAI.date(Instant.parse("2026-12-31T16:59:59Z"), SealSpec.THAILAND));
        assertEquals("29 กุมภาพันธ์ 2567", THAI.date(Instant.parse("2024-02-29T05:00:00Z"), SealSpec.THAILAND));
    }
}
