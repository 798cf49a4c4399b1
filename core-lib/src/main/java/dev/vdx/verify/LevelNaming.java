package dev.vdx.verify;

import dev.vdx.model.Level;
import dev.vdx.model.RevocationFacts.Origin;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.TimestampKind;
import java.util.List;

/** The level a signature has (EN 319 142-1, 6.2): what it carries, whether or not anybody trusts it. */
final class LevelNaming {
    private LevelNaming() {}

    static Level level(
            SignatureFacts facts,
            List<TimestampVerdict> timestamps,
            List<ChainStatus> chain,
            Validation.Covered covered) {
        List<TimestampVerdict> sound =
                timestamps.stream().filter(t -> t.facts().holds()).toList();
        boolean timed = sound.stream().anyMatch(t -> t.facts().kind() != TimestampKind.CONTENT);
        boolean last =
                covered.archived() || sound.stream().anyMatch(t -> t.facts().kind() == TimestampKind.ARCHIVE);
        if (!timed && !covered.timed()) {
            return Level.B;
        }
        boolean lasting = !chain.isEmpty()
                && chain.stream().allMatch(LevelNaming::provenByDocument)
                && !(facts.validationData().ocspResponses().isEmpty()
                        && facts.validationData().crls().isEmpty());
        if (!lasting) {
            return Level.T;
        }
        // The archive time-stamps over a counter-signature are those of the signature it is in.
        return last && !facts.counter() ? Level.LTA : Level.LT;
    }

    private static boolean provenByDocument(ChainStatus link) {
        return link.revocation().equals("not needed")
                || link.by().map(f -> f.origin() == Origin.EMBEDDED).orElse(false);
    }
}
