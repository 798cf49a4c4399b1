package dev.vdx.seal;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a seal may say: texts of honest length without hidden characters, an address without personal data. */
final class SealRules {
    static final int LONGEST_TEXT = 300;
    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9000-12-31T00:00:00Z");
    private static final int LONGEST_ADDRESS = 300;
    private static final int MOST_AGENCY_LINES = 3;
    private static final int MOST_LINES = 6;
    private static final double LEAST_CONTRAST = 4.5;
    private static final Pattern THIRTEEN_DIGITS = Pattern.compile("(?<![0-9])[1-8](?:[ -]?[0-9]){12}(?![0-9])");

    private SealRules() {}

    static void check(SealSpec spec, SealBox box, SealColours colours) throws CannotDrawException {
        if (spec.agency().isEmpty() || spec.agency().size() > MOST_AGENCY_LINES) {
            throw new CannotDrawException("the agency's name has one to " + MOST_AGENCY_LINES + " lines");
        }
        for (String line : spec.agency()) {
            checkText("agency", line, LONGEST_TEXT);
        }
        if (spec.reason().isPresent()) {
            checkText("reason", spec.reason().get(), LONGEST_TEXT);
        }
        if (spec.location().isPresent()) {
            checkText("location", spec.location().get(), LONGEST_TEXT);
        }
        if (spec.lines().size() > MOST_LINES) {
            throw new CannotDrawException("more than " + MOST_LINES + " lines of text");
        }
        for (String line : spec.lines()) {
            checkText("line", line, LONGEST_TEXT);
        }
        if (spec.image().isPresent() && spec.image().get().words().isPresent()) {
            checkText("text for the image", spec.image().get().words().get(), LONGEST_TEXT);
        }
        if (spec.verification().isPresent()) {
            checkAddress(spec.verification().get());
        }
        checkTime(spec.time());
        checkContrast(spec.palette(), colours);
        if (!usable(box)) {
            throw new CannotDrawException("the box has no size");
        }
    }

    /** Refuses what people with weak sight could not read (WCAG 2.2, 1.4.3). */
    private static void checkContrast(SealPalette palette, SealColours colours) throws CannotDrawException {
        Ink ground = palette.background();
        for (Ink ink : List.of(palette.text(), palette.muted(), palette.accent())) {
            if (!ink.valid() || !ground.valid()) {
                throw new CannotDrawException("a part of a colour is not from 0 to 1");
            }
            double contrast = ink.in(colours).contrast(ground.in(colours));
            if (contrast < LEAST_CONTRAST) {
                throw new CannotDrawException(String.format(
                        Locale.ROOT,
                        "the contrast of %s on %s%s is %.2f:1, and must be %.1f:1 at least",
                        ink,
                        ground,
                        colours == SealColours.GRAY ? " in grey, the only colour this document allows," : "",
                        Math.floor(contrast * 100) / 100,
                        LEAST_CONTRAST));
            }
        }
    }

    /** Refuses times whose year has not four digits: neither people nor PDF dates know them. */
    static void checkTime(Instant time) throws CannotDrawException {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new CannotDrawException("the time is beyond the years 1000 to 9000");
        }
    }

    private static boolean usable(SealBox box) {
        return Double.isFinite(box.x())
                && Double.isFinite(box.y())
                && Double.isFinite(box.width())
                && Double.isFinite(box.height())
                && box.width() > 0
                && box.height() > 0;
    }

    /** Refuses what a reader could not see: controls, and marks that turn the order of what follows. */
    static void checkText(String what, String text, int longest) throws CannotDrawException {
        if (text.isBlank()) {
            throw new CannotDrawException(what + " is empty");
        }
        if (text.length() > longest) {
            throw new CannotDrawException(what + " is longer than " + longest + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            int type = Character.getType(text.charAt(i));
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.UNASSIGNED) {
                throw new CannotDrawException(String.format(
                        Locale.ROOT, "%s holds the invisible character U+%04X", what, (int) text.charAt(i)));
            }
        }
    }

    private static void checkAddress(URI address) throws CannotDrawException {
        String scheme = address.getScheme();
        if (scheme == null
                || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                || address.getHost() == null) {
            throw new CannotDrawException("the verification address is no http or https address");
        }
        if (address.getUserInfo() != null) {
            throw new CannotDrawException("the verification address holds a user name");
        }
        String ascii = address.toASCIIString();
        if (ascii.length() > LONGEST_ADDRESS) {
            throw new CannotDrawException("the verification address is longer than " + LONGEST_ADDRESS + " characters");
        }
        if (holdsPersonalNumber(URLDecoder.decode(ascii, StandardCharsets.UTF_8))) {
            throw new CannotDrawException("the verification address holds what looks like a personal number");
        }
    }

    /** Whether there is a Thai personal number in it: 13 digits, the last one right for the twelve before. */
    private static boolean holdsPersonalNumber(String text) {
        Matcher matcher = THIRTEEN_DIGITS.matcher(text);
        while (matcher.find()) {
            String digits = matcher.group().replaceAll("[ -]", "");
            int sum = 0;
            for (int i = 0; i < 12; i++) {
                sum += (13 - i) * (digits.charAt(i) - '0');
            }
            if ((11 - sum % 11) % 10 == digits.charAt(12) - '0') {
                return true;
            }
        }
        return false;
    }
}
