package dev.vdx.cms;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Object identifiers of CMS, CAdES and RFC 3161. */
final class Oids {
    static final ASN1ObjectIdentifier DATA = of("1.2.840.113549.1.7.1");
    static final ASN1ObjectIdentifier SIGNED_DATA = of("1.2.840.113549.1.7.2");
    static final ASN1ObjectIdentifier TST_INFO = of("1.2.840.113549.1.9.16.1.4");

    static final ASN1ObjectIdentifier CONTENT_TYPE = of("1.2.840.113549.1.9.3");
    static final ASN1ObjectIdentifier MESSAGE_DIGEST = of("1.2.840.113549.1.9.4");
    static final ASN1ObjectIdentifier SIGNING_TIME = of("1.2.840.113549.1.9.5");
    static final ASN1ObjectIdentifier COUNTER_SIGNATURE = of("1.2.840.113549.1.9.6");
    static final ASN1ObjectIdentifier SIGNING_CERTIFICATE = of("1.2.840.113549.1.9.16.2.12");
    static final ASN1ObjectIdentifier SIGNING_CERTIFICATE_V2 = of("1.2.840.113549.1.9.16.2.47");
    static final ASN1ObjectIdentifier ALGORITHM_PROTECTION = of("1.2.840.113549.1.9.52");
    static final ASN1ObjectIdentifier CONTENT_TIMESTAMP = of("1.2.840.113549.1.9.16.2.20");
    static final ASN1ObjectIdentifier SIGNATURE_TIMESTAMP = of("1.2.840.113549.1.9.16.2.14");
    static final ASN1ObjectIdentifier ARCHIVE_TIMESTAMP = of("1.2.840.113549.1.9.16.2.27");
    static final ASN1ObjectIdentifier ARCHIVE_TIMESTAMP_V2 = of("1.2.840.113549.1.9.16.2.48");
    static final ASN1ObjectIdentifier ARCHIVE_TIMESTAMP_V3 = of("0.4.0.1733.2.4");
    static final ASN1ObjectIdentifier LONG_TERM_VALIDATION = of("0.4.0.1733.2.2");
    static final ASN1ObjectIdentifier HASH_INDEX_V3 = of("0.4.0.19122.1.5");
    static final ASN1ObjectIdentifier CERTIFICATE_VALUES = of("1.2.840.113549.1.9.16.2.23");
    static final ASN1ObjectIdentifier REVOCATION_VALUES = of("1.2.840.113549.1.9.16.2.24");
    static final ASN1ObjectIdentifier ADOBE_REVOCATION = of("1.2.840.113583.1.1.8");

    static final ASN1ObjectIdentifier OCSP_RESPONSE = of("1.3.6.1.5.5.7.16.2");
    static final ASN1ObjectIdentifier OCSP_BASIC = of("1.3.6.1.5.5.7.48.1.1");

    /** What a bulk signature signs, and each document's way to it (spec/bulk.md); of UUIDs (ITU-T X.667), which need no registry. */
    static final ASN1ObjectIdentifier BULK_STATEMENT = of("2.25.183640784581482476345998164793535624543");

    static final ASN1ObjectIdentifier REDUCED_HASH_TREE = of("2.25.297528513210693785887276913168496129442");

    static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

    private Oids() {}

    private static ASN1ObjectIdentifier of(String dotted) {
        return new ASN1ObjectIdentifier(dotted).intern();
    }
}
