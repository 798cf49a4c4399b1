package dev.vdx.node;

/** How the log is written. */
enum LogFormat {
    /** An object a line. */
    JSON,
    /** For people. */
    TEXT
}
