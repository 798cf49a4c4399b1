package dev.vdx.verify;

import dev.vdx.model.Finding;
import dev.vdx.model.Indication;
import dev.vdx.model.SubIndication;
import java.util.List;
import java.util.Optional;

/**
 * One step validation took, as it took it.
 *
 * @param block which of the standard's
 * @param timestamp which time-stamp of the signature it was about, from 1, in the order of {@link SignatureVerdict#timestamps()};
 *     0 for the signature itself
 * @param indication what the step came to
 * @param subIndication why, where it did not pass
 * @param details what it was about, by block: names of certificates, times in RFC 3339, words of reports
 * @param findings what it found
 */
public record Step(
        Block block,
        int timestamp,
        Indication indication,
        Optional<SubIndication> subIndication,
        List<String> details,
        List<Finding> findings) {

    public Step {
        details = List.copyOf(details);
        findings = List.copyOf(findings);
    }
}
