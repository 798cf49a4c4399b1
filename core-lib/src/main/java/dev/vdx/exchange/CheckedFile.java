package dev.vdx.exchange;

import dev.vdx.report.Report;
import java.util.Optional;

/**
 * A file held against a directory.
 *
 * @param report what verification came to
 * @param message what it says, where it is a message; to be believed as far as the report is
 * @param receipt what it says, where it is a receipt; to be believed as far as the report is
 */
public record CheckedFile(Report report, Optional<Envelope> message, Optional<Receipt> receipt) {}
