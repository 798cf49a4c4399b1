package dev.vdx.node.pull;

import dev.vdx.exchange.Acting;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.DirectoryParty.IssuedType;
import dev.vdx.exchange.Envelope;
import dev.vdx.node.push.Refusal;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may ask for what: the issuer's entry in the directory ({@code spec/exchange.md}, 7). */
final class AskingRules {
    private static final Pattern LEVEL = Pattern.compile("[0-9](\\.[0-9]{1,2})?");

    private AskingRules() {}

    /** The entry that allows this request. */
    static IssuedType require(Directory directory, Envelope request) throws Refusal {
        IssuedType type = directory
                .party(request.to())
                .flatMap((DirectoryParty p) -> p.issued(request.documentType()))
                .orElseThrow(() -> denied("type-not-issued", "the directory does not say that this node issues that"));
        if (!Set.copyOf(type.keys()).equals(request.keys().keySet())) {
            throw denied("keys", "search keys are " + type.keys() + ", all of them and no other");
        }
        if (!type.mayAsk().isEmpty() && !type.mayAsk().contains(request.from())) {
            throw denied("may-ask", "the directory does not let " + request.from() + " ask for that");
        }
        if (!type.purposes().isEmpty()
                && request.purpose().filter(type.purposes()::contains).isEmpty()) {
            throw denied("purpose", "purposes are " + type.purposes());
        }
        if (type.minimumIal().isPresent()
                && request.acting()
                        .flatMap(Acting::ial)
                        .filter(ial -> reaches(ial, type.minimumIal().get()))
                        .isEmpty()) {
            throw denied(
                    "ial",
                    "whoever asks must be identified at IAL "
                            + type.minimumIal().get() + " or higher");
        }
        return type;
    }

    private static boolean reaches(String level, String least) {
        return LEVEL.matcher(level).matches()
                && LEVEL.matcher(least).matches()
                && new BigDecimal(level).compareTo(new BigDecimal(least)) >= 0;
    }

    private static Refusal denied(String rule, String why) {
        return new Refusal(403, "not-allowed", "rule " + rule + ": " + why);
    }
}
