package dev.vdx.exchange;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who takes part ({@code spec/schema/directory.schema.json}).
 *
 * @param name of the directory
 * @param sequence grows by at least one with each edition
 * @param issued when this edition begins to hold
 * @param validUntil when it stops to
 * @param previous digest of the signed edition before; absent in the first
 * @param parties every party once
 */
public record Directory(
        String name,
        long sequence,
        Instant issued,
        Instant validUntil,
        Optional<Sha256> previous,
        List<DirectoryParty> parties) {

    public Directory {
        parties = List.copyOf(parties);
        Set<PartyId> ids = new HashSet<>();
        for (DirectoryParty party : parties) {
            if (!ids.add(party.id())) {
                throw new IllegalArgumentException("a party is listed twice");
            }
        }
        if (sequence < 1 || !validUntil.isAfter(issued)) {
            throw new IllegalArgumentException("a directory has a sequence from 1 and is valid for some time");
        }
    }

    /**
     * Reads an edition that nobody signed yet.
     *
     * @param json as {@code spec/schema/directory.schema.json} says
     * @throws ExchangeException MALFORMED, OVER_LIMIT
     */
    public static Directory of(byte[] json) throws ExchangeException {
        return DirectoryJson.read(json);
    }

    /** The party of this name. */
    public Optional<DirectoryParty> party(PartyId id) {
        return parties.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /** Whether it holds at this time. */
    public boolean validAt(Instant time) {
        return !time.isBefore(issued) && time.isBefore(validUntil);
    }
}
