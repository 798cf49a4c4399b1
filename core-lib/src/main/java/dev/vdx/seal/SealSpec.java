package dev.vdx.seal;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a visible seal says and where it goes. Anyone may build one; {@link SealPicture#draw} refuses what cannot be
 * drawn as asked.
 *
 * @param agency the agency's name, one to three lines; the first is set in bold
 * @param reason why the document is sealed
 * @param location where it was sealed
 * @param lines what else it says, up to six texts
 * @param time the time shown
 * @param zone the zone it is shown in
 * @param verification the http(s) address of the verification page, drawn as QR; must not hold a personal number
 * @param image a picture, such as the agency's crest
 * @param place where it goes
 * @param language of labels and date
 * @param thaiDigits whether digits of date and time are Thai (๒๕๖๙); only with {@link SealLanguage#TH}
 * @param palette its colours
 */
public record SealSpec(
        List<String> agency,
        Optional<String> reason,
        Optional<String> location,
        List<String> lines,
        Instant time,
        ZoneId zone,
        Optional<URI> verification,
        Optional<SealImage> image,
        SealPlace place,
        SealLanguage language,
        boolean thaiDigits,
        SealPalette palette) {

    /** Thailand's time. */
    public static final ZoneId THAILAND = ZoneId.of("Asia/Bangkok");

    public SealSpec {
        agency = List.copyOf(agency);
        lines = List.copyOf(lines);
    }

    /** A seal of this agency in Thai, Thailand's time, on the last page, with its name and the date alone. */
    public static SealSpec of(String agency, Instant time, SealBox box) {
        return new SealSpec(
                List.of(agency),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                time,
                THAILAND,
                Optional.empty(),
                Optional.empty(),
                new SealPlace.OnPage(-1, box),
                SealLanguage.TH,
                false,
                SealPalette.DEFAULT);
    }

    /** The same, with these lines for the agency's name (Thai first, then English, say). */
    public SealSpec withAgency(String... names) {
        return with(copy -> copy.agency = List.of(names));
    }

    /** The same, for this reason. */
    public SealSpec withReason(String why) {
        return with(copy -> copy.reason = Optional.of(why));
    }

    /** The same, at this location. */
    public SealSpec withLocation(String where) {
        return with(copy -> copy.location = Optional.of(where));
    }

    /** The same, with these lines of text below the date. */
    public SealSpec withLines(String... texts) {
        return with(copy -> copy.lines = List.of(texts));
    }

    /** The same, showing the time in this zone. */
    public SealSpec withZone(ZoneId other) {
        return with(copy -> copy.zone = other);
    }

    /** The same, with a QR of this address. */
    public SealSpec withVerification(URI address) {
        return with(copy -> copy.verification = Optional.of(address));
    }

    /** The same, with this picture. */
    public SealSpec withImage(SealImage picture) {
        return with(copy -> copy.image = Optional.of(picture));
    }

    /** The same, in this place. */
    public SealSpec withPlace(SealPlace other) {
        return with(copy -> copy.place = other);
    }

    /** The same, in this language. */
    public SealSpec withLanguage(SealLanguage other) {
        return with(copy -> copy.language = other);
    }

    /** The same, with Thai digits in date and time or without. */
    public SealSpec withThaiDigits(boolean thai) {
        return with(copy -> copy.thaiDigits = thai);
    }

    /** The same, in these colours. */
    public SealSpec withPalette(SealPalette colours) {
        return with(copy -> copy.palette = colours);
    }

    /** The same, in this box on this page: 1 is the first, -1 the last. */
    public SealSpec withBox(int page, SealBox box) {
        return withPlace(new SealPlace.OnPage(page, box));
    }

    /**
     * The index (from 0) of a page in a document of so many pages.
     *
     * @param page 1 is the first, -1 the last
     * @throws SigningException SEAL_INVALID: the document has no such page
     */
    public static int pageIndex(int page, int pages) throws SigningException {
        int index = page > 0 ? page - 1 : pages + page;
        if (page == 0 || index < 0 || index >= pages) {
            throw new SigningException(
                    SigningProblem.SEAL_INVALID, "page " + page + " of a document of " + pages + " pages");
        }
        return index;
    }

    private SealSpec with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.spec();
    }

    /** One that is being changed. */
    private static final class Copy {
        private List<String> agency;
        private Optional<String> reason;
        private Optional<String> location;
        private List<String> lines;
        private Instant time;
        private ZoneId zone;
        private Optional<URI> verification;
        private Optional<SealImage> image;
        private SealPlace place;
        private SealLanguage language;
        private boolean thaiDigits;
        private SealPalette palette;

        Copy(SealSpec spec) {
            agency = spec.agency;
            reason = spec.reason;
            location = spec.location;
            lines = spec.lines;
            time = spec.time;
            zone = spec.zone;
            verification = spec.verification;
            image = spec.image;
            place = spec.place;
            language = spec.language;
            thaiDigits = spec.thaiDigits;
            palette = spec.palette;
        }

        SealSpec spec() {
            return new SealSpec(
                    agency,
                    reason,
                    location,
                    lines,
                    time,
                    zone,
                    verification,
                    image,
                    place,
                    language,
                    thaiDigits,
                    palette);
        }
    }
}
