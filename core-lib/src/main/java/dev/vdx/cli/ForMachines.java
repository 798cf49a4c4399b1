package dev.vdx.cli;

import dev.vdx.certificate.Agreement;
import dev.vdx.certificate.CertificateException;
import dev.vdx.certificate.DocumentProperties;
import dev.vdx.pdf.Carried;
import java.util.Optional;

/** What a PDF says for machines as a Thai electronic document; unsound metadata says nothing. */
record ForMachines(Optional<DocumentProperties> properties, Agreement agreement) {

    static ForMachines of(Carried carried) {
        return new ForMachines(
                carried.metadata().flatMap(ForMachines::properties), Agreement.of(carried::files, carried::metadata));
    }

    private static Optional<DocumentProperties> properties(byte[] xmp) {
        try {
            return DocumentProperties.read(xmp);
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
