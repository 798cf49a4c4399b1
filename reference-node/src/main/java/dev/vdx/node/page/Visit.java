package dev.vdx.node.page;

import dev.vdx.report.Lang;
import java.util.List;
import java.util.Optional;

/**
 * Who looks at which page.
 *
 * @param lang the language it is shown in
 * @param path the page's address, to come back to after another language was chosen
 * @param reader who is signed in, if anybody is
 */
public record Visit(Lang lang, String path, Optional<Reader> reader) {

    /**
     * Somebody who signed in.
     *
     * @param name of the API key
     * @param scopes what it may do
     * @param token proves that a form came from a page of this session
     */
    public record Reader(String name, List<String> scopes, String token) {

        public Reader {
            scopes = List.copyOf(scopes);
        }
    }

    boolean may(String scope) {
        return reader.stream().anyMatch(r -> r.scopes().contains(scope));
    }

    Words words() {
        return Words.of(lang);
    }
}
