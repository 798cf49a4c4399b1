package dev.vdx.seal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/** The words pictures add of their own, and dates as people write them; none depend on the machine's locale. */
record SealWords(SealLanguage language, boolean thaiDigits) {
    private static final List<String> THAI_MONTHS = List.of(
            "มกราคม",
            "กุมภาพันธ์",
            "มีนาคม",
            "เมษายน",
            "พฤษภาคม",
            "มิถุนายน",
            "กรกฎาคม",
            "สิงหาคม",
            "กันยายน",
            "ตุลาคม",
            "พฤศจิกายน",
            "ธันวาคม");
    private static final List<String> ENGLISH_MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final int BUDDHIST_ERA = 543;
    private static final ZoneOffset THAI_OFFSET = ZoneOffset.ofHours(7);

    String sealedBy() {
        return language == SealLanguage.TH ? "ประทับตราอิเล็กทรอนิกส์โดย" : "Electronically sealed by";
    }

    String reason(String why) {
        return (language == SealLanguage.TH ? "เหตุผล: " : "Reason: ") + why;
    }

    String location(String where) {
        return (language == SealLanguage.TH ? "สถานที่: " : "Location: ") + where;
    }

    String verify() {
        return language == SealLanguage.TH ? "ตรวจสอบเอกสาร / Verify" : "Verify this document";
    }

    String page(int number, int count) {
        return digits(
                language == SealLanguage.TH ? "หน้า " + number + " / " + count : "Page " + number + " of " + count);
    }

    /** "24 พฤศจิกายน 2569", "24 November 2026". */
    String date(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        int month = local.getMonthValue() - 1;
        return digits(
                language == SealLanguage.TH
                        ? local.getDayOfMonth() + " " + THAI_MONTHS.get(month) + " " + (local.getYear() + BUDDHIST_ERA)
                        : local.getDayOfMonth() + " " + ENGLISH_MONTHS.get(month) + " " + local.getYear());
    }

    /** "24 พฤศจิกายน 2569 เวลา 10:15 น.", "24 November 2026, 10:15 (UTC+07:00)"; Thailand's offset goes unsaid in Thai. */
    String dateTime(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        String clock = String.format(Locale.ROOT, "%02d:%02d", local.getHour(), local.getMinute());
        ZoneOffset offset = local.getOffset();
        String utc = "(UTC" + (offset.equals(ZoneOffset.UTC) ? "" : offset.getId()) + ")";
        if (language == SealLanguage.TH) {
            return date(time, zone) + digits(" เวลา " + clock + " น." + (offset.equals(THAI_OFFSET) ? "" : " " + utc));
        }
        return date(time, zone) + ", " + clock + " " + utc;
    }

    private String digits(String text) {
        if (!thaiDigits || language != SealLanguage.TH) {
            return text;
        }
        StringBuilder thai = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            thai.append(c >= '0' && c <= '9' ? (char) (c - '0' + '\u0E50') : c);
        }
        return thai.toString();
    }
}
