package dev.vdx.node.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every page has around it.
 *
 * @param w all words of its language
 * @param title of the page
 * @param agency whose node this is
 * @param back its address, escaped for a query, to come back to
 * @param nav the menu
 * @param reader who is signed in
 * @param signedIn the same in words
 * @param zone whose time is shown, in words
 * @param page what is in it
 */
record Frame(
        Map<String, String> w,
        String title,
        String agency,
        String back,
        List<Link> nav,
        Optional<Visit.Reader> reader,
        Optional<String> signedIn,
        String zone,
        Object page) {

    boolean navigates() {
        return !nav.isEmpty();
    }
}
