package dev.vdx.node.page;

import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.PartyId;
import dev.vdx.node.peers.Peers;
import dev.vdx.report.Lang;
import java.util.Optional;

/** Names of agencies, as the directory has them; where it does not, their identifiers. */
final class Parties {
    private final Peers peers;

    Parties(Peers peers) {
        this.peers = peers;
    }

    String name(PartyId id, Lang lang) {
        return listed(id)
                .map(DirectoryParty::names)
                .flatMap(names -> Optional.ofNullable(names.get(lang.code()))
                        .or(() -> Optional.ofNullable(names.get("th")))
                        .or(() -> Optional.ofNullable(names.get("en"))))
                .orElse(id.toString());
    }

    private Optional<DirectoryParty> listed(PartyId id) {
        try {
            return peers.directory().party(id);
        } catch (ExchangeException e) {
            return Optional.empty();
        }
    }
}
