package dev.vdx.report;

import dev.vdx.model.Actor;
import dev.vdx.model.Change;
import dev.vdx.model.Outcome;
import dev.vdx.model.Severity;
import dev.vdx.model.SignatureKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A report in one language's words, piece by piece, for whoever lays it out for people ({@link Report#told}). Texts hold no
 * personal numbers that the report withholds and no control characters; they are not escaped for any markup.
 *
 * @param outcome the answer in one word
 * @param answer the answer in one sentence
 * @param because where it is no pass, what decided it
 * @param file what the file is called
 * @param format which format it is in
 * @param checked when it was checked, in words
 * @param time the same
 * @param policy by which policy
 * @param points about the file as a whole
 * @param signatures one a signature, in the order of the file
 */
public record Told(
        Outcome outcome,
        String answer,
        Optional<String> because,
        String file,
        String format,
        String checked,
        Instant time,
        String policy,
        List<Point> points,
        List<Signature> signatures) {

    public Told {
        points = List.copyOf(points);
        signatures = List.copyOf(signatures);
    }

    /**
     * What was found and what to do.
     *
     * @param severity how much it weighs
     * @param who whose move it is
     * @param message what was found
     * @param next what to do
     */
    public record Point(Severity severity, Actor who, String message, String next) {}

    /**
     * A signature.
     *
     * @param id name of its field
     * @param kind signature or document time-stamp
     * @param holds whether it holds, in words
     * @param why where it does not, why in short
     * @param signer who signed
     * @param when the time and what proves it
     * @param level how it is made
     * @param vouchedBy who vouches for the signer, up to whoever is trusted; empty where nobody does
     * @param changes what changed after it, what is not allowed first
     * @param points what was found about it
     */
    public record Signature(
            String id,
            SignatureKind kind,
            String holds,
            Optional<String> why,
            String signer,
            String when,
            String level,
            Optional<String> vouchedBy,
            List<Changed> changes,
            List<Point> points) {

        public Signature {
            changes = List.copyOf(changes);
            points = List.copyOf(points);
        }
    }

    /**
     * A kind of change.
     *
     * @param verdict whether it may be
     * @param what the kind in words
     * @param place where, as the format names it; the first of several
     * @param more at how many other places too
     */
    public record Changed(Change.Verdict verdict, String what, String place, int more) {}
}
