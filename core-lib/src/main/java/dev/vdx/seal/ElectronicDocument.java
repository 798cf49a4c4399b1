package dev.vdx.seal;

import java.util.Optional;

/**
 * What a Thai electronic document says of itself in its metadata, as ETDA's programs write it: the properties of the
 * prefix {@code ed}.
 *
 * @param oid {@code DocumentOID}: the object identifier of the kind of document
 * @param referenceId {@code DocumentReferenceID}: the number its issuer gave it
 * @param version {@code DocumentVersion}
 * @param fileName {@code DocumentFileName}: the associated file with the same content in XML
 */
public record ElectronicDocument(
        Optional<String> oid, Optional<String> referenceId, Optional<String> version, Optional<String> fileName) {

    /** The namespace of ETDA's own libraries, which is the one written. */
    public static final String NAMESPACE = "urn:etda:pdfa:ElectronicDocument:1p0:standard#";

    /** The namespace of ETDA's certificate program, found in issued certificates. */
    public static final String CERTIFICATE_NAMESPACE =
            "http://certificate.teda.th/schema/document/electronic_document#";
}
