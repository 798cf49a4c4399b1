package dev.vdx.samples.farmer;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What the registry knows of one farmer.
 *
 * @param reference the certificate's number
 * @param issued when it was issued
 * @param issuer the agency's name, a line each
 * @param farmer who it is about
 * @param plots what is grown where
 * @param registrar who answers for it
 */
record FarmerRecord(
        String reference,
        OffsetDateTime issued,
        List<String> issuer,
        Farmer farmer,
        List<Plot> plots,
        Registrar registrar) {

    FarmerRecord {
        issuer = List.copyOf(issuer);
        plots = List.copyOf(plots);
    }

    record Farmer(String name, String registration, String address) {}

    record Plot(String name, String crop, Area area) {}

    /** A Thai land measure: 1 rai is 4 ngan, 1 ngan is 100 square wa, 1 square wa is 4 square metres. */
    record Area(int rai, int ngan, int squareWa) {}

    record Registrar(String name, String office) {}
}
