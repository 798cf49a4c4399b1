package dev.vdx.seal;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a visible seal says and where it goes. Anyone may build one; {@link SealPicture#draw} refuses what cannot be
 * drawn as asked.
 *
 * @param agency the agency's name, one to three lines; the first is set in bold
 * @param reason why the document is sealed
 * @param location where it was sealed
 * @param time the time shown
 * @param zone the zone it is shown in
 * @param verification the http(s) address of the verification page, drawn as QR; must not hold a personal number
 * @param page 1 is the first page, -1 the last, -2 the one before
 * @param box where on the page, as a person sees it
 * @param language of labels and date
 * @param thaiDigits whether digits of date and time are Thai (๒๕๖๙); only with {@link SealLanguage#TH}
 */
public record SealSpec(
        List<String> agency,
        Optional<String> reason,
        Optional<String> location,
        Instant time,
        ZoneId zone,
        Optional<URI> verification,
        int page,
        SealBox box,
        SealLanguage language,
        boolean thaiDigits) {

    /** Thailand's time. */
    public static final ZoneId THAILAND = ZoneId.of("Asia/Bangkok");

    public SealSpec {
        agency = List.copyOf(agency);
    }

    /** A seal of this agency in Thai, Thailand's time, on the last page, with neither reason, location nor QR. */
    public static SealSpec of(String agency, Instant time, SealBox box) {
        return new SealSpec(
                List.of(agency),
                Optional.empty(),
                Optional.empty(),
                time,
                THAILAND,
                Optional.empty(),
                -1,
                box,
                SealLanguage.TH,
                false);
    }

    /** The same, with these lines for the agency's name (Thai first, then English, say). */
    public SealSpec withAgency(String... lines) {
        return new SealSpec(
                List.of(lines), reason, location, time, zone, verification, page, box, language, thaiDigits);
    }

    /** The same, for this reason. */
    public SealSpec withReason(String why) {
        return new SealSpec(
                agency, Optional.of(why), location, time, zone, verification, page, box, language, thaiDigits);
    }

    /** The same, at this location. */
    public SealSpec withLocation(String where) {
        return new SealSpec(
                agency, reason, Optional.of(where), time, zone, verification, page, box, language, thaiDigits);
    }

    /** The same, showing the time in this zone. */
    public SealSpec withZone(ZoneId other) {
        return new SealSpec(agency, reason, location, time, other, verification, page, box, language, thaiDigits);
    }

    /** The same, with a QR of this address. */
    public SealSpec withVerification(URI address) {
        return new SealSpec(
                agency, reason, location, time, zone, Optional.of(address), page, box, language, thaiDigits);
    }

    /** The same, on this page: 1 is the first, -1 the last. */
    public SealSpec withPage(int number) {
        return new SealSpec(agency, reason, location, time, zone, verification, number, box, language, thaiDigits);
    }

    /** The same, in this language. */
    public SealSpec withLanguage(SealLanguage other) {
        return new SealSpec(agency, reason, location, time, zone, verification, page, box, other, thaiDigits);
    }

    /** The same, with Thai digits in date and time or without. */
    public SealSpec withThaiDigits(boolean thai) {
        return new SealSpec(agency, reason, location, time, zone, verification, page, box, language, thai);
    }

    /**
     * The index (from 0) of its page in a document of so many pages.
     *
     * @throws SigningException SEAL_INVALID: the document has no such page
     */
    public int pageIndex(int pages) throws SigningException {
        int index = page > 0 ? page - 1 : pages + page;
        if (page == 0 || index < 0 || index >= pages) {
            throw new SigningException(
                    SigningProblem.SEAL_INVALID, "page " + page + " of a document of " + pages + " pages");
        }
        return index;
    }
}
