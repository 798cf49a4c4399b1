package dev.vdx.node.page;

import dev.vdx.report.Lang;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which language a page is shown in. */
public final class Languages {
    private static final List<Locale> OURS = List.of(Locale.forLanguageTag("th"), Locale.ENGLISH);

    private Languages() {}

    /**
     * What was chosen before; else what the browser prefers of Thai and English; English for one that wants neither, Thai
     * for one that says nothing.
     */
    public static Lang choose(Optional<String> chosen, Optional<String> acceptLanguage) {
        return chosen.flatMap(Lang::ofCode)
                .orElseGet(() -> acceptLanguage.map(Languages::preferred).orElse(Lang.TH));
    }

    private static Lang preferred(String acceptLanguage) {
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), OURS);
            return found != null && found.getLanguage().equals("th") ? Lang.TH : Lang.EN;
        } catch (IllegalArgumentException e) {
            return Lang.TH;
        }
    }
}
