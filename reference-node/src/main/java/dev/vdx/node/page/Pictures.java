package dev.vdx.node.page;

import java.util.List;
import java.util.Optional;

/**
 * A document's pages as pictures.
 *
 * @param pages how many pages it has; 0 where none could be drawn
 * @param now its first pages as they are
 * @param signedPages how many it had when it was signed, where that could be seen
 * @param changed pages that look different since
 * @param whole whether all that was asked for was drawn
 */
record Pictures(int pages, List<Picture> now, Optional<Integer> signedPages, List<Changed> changed, boolean whole) {
    static final Pictures NONE = new Pictures(0, List.of(), Optional.empty(), List.of(), false);

    Pictures {
        now = List.copyOf(now);
        changed = List.copyOf(changed);
    }

    /**
     * A picture.
     *
     * @param page number of the page, from 1
     * @param address the picture itself, as a {@code data:} address: it is stored nowhere
     */
    record Picture(int page, String address) {}

    /**
     * A page that looks different now.
     *
     * @param then as it was signed; absent where the page was added since
     * @param now as it is; absent where it was removed
     */
    record Changed(int page, Optional<Picture> then, Optional<Picture> now) {}
}
