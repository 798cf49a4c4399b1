package dev.vdx.model;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Certificates and revocation data found beside a signature, not judged.
 *
 * @param certificates certificates
 * @param ocspResponses DER of OCSPResponse or BasicOCSPResponse (RFC 6960)
 * @param crls DER of CertificateList (RFC 5280)
 */
public record ValidationData(List<X509Certificate> certificates, List<byte[]> ocspResponses, List<byte[]> crls) {

    /** Nothing found. */
    public static final ValidationData NONE = new ValidationData(List.of(), List.of(), List.of());

    public ValidationData {
        certificates = List.copyOf(certificates);
        ocspResponses = List.copyOf(ocspResponses);
        crls = List.copyOf(crls);
    }

    /** Both together. */
    public ValidationData and(ValidationData other) {
        return new ValidationData(
                join(certificates, other.certificates),
                join(ocspResponses, other.ocspResponses),
                join(crls, other.crls));
    }

    /** What the other has not, byte for byte. */
    public ValidationData without(ValidationData other) {
        return new ValidationData(
                certificates.stream()
                        .filter(each -> !other.certificates.contains(each))
                        .toList(),
                without(ocspResponses, other.ocspResponses),
                without(crls, other.crls));
    }

    private static List<byte[]> without(List<byte[]> all, List<byte[]> others) {
        return all.stream()
                .filter(each -> others.stream().noneMatch(other -> Arrays.equals(each, other)))
                .toList();
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return certificates.isEmpty() && ocspResponses.isEmpty() && crls.isEmpty();
    }

    private static <T> List<T> join(List<T> a, List<T> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
