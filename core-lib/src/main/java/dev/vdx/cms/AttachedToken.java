package dev.vdx.cms;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** A time-stamp token as the value of an attribute. */
record AttachedToken(TimestampToken token, ASN1ObjectIdentifier type, ASN1Encodable value) {}
