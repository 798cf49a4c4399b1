package dev.vdx.node.page;

/** Drawings beside words, never instead of them; each the path of a 24 by 24 drawing of lines. */
enum Icon {
    CHECK("M5 13l4 4L19 7"),
    CROSS("M6 6l12 12M18 6L6 18"),
    CLOCK("M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 3"),
    ALERT("M12 3L2 20h20zM12 10v4M12 17v.5"),
    EYE("M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 100 6 3 3 0 000-6z"),
    REPLY("M9 14l-5-5 5-5M4 9h10a6 6 0 016 6v4"),
    SEAL("M12 2l8 3v6c0 5-3.4 8.6-8 11-4.6-2.4-8-6-8-11V5zM8 11.5l3 3 5-5.5"),
    BROKEN("M12 2l8 3v6c0 5-3.4 8.6-8 11-4.6-2.4-8-6-8-11V5zM9 9l6 6M15 9l-6 6"),
    QUESTION("M12 2l8 3v6c0 5-3.4 8.6-8 11-4.6-2.4-8-6-8-11V5zM9.5 9.5a2.5 2.5 0 115 0c0 2-2.5 2-2.5 4M12 16v.5"),
    PAGE("M6 2h9l4 4v16H6zM15 2v5h4M9 12h7M9 16h7"),
    TORN("M6 2h9l4 4v5l-4 2-4-2-5 2zM6 17l5-2 4 2 4-2v7H6z");

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
