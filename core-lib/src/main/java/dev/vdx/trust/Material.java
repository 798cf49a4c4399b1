package dev.vdx.trust;

import dev.vdx.model.Finding;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.ValidationData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What came with one document.
 *
 * @param pool certificates
 * @param ocsp OCSP answers that can be read
 * @param crls revocation lists that can be read
 * @param complaints what could not be read
 */
record Material(CertificatePool pool, List<OcspResponse> ocsp, List<Crl> crls, List<Finding> complaints) {
    private static final int MOST = 2_000;

    Material {
        ocsp = List.copyOf(ocsp);
        crls = List.copyOf(crls);
        complaints = List.copyOf(complaints);
    }

    static Material of(SignedDocument document, Readings readings) {
        CertificatePool pool = new CertificatePool();
        // Signatures share their document's store: the same arrays come again and again.
        Set<byte[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<byte[]> ocsp = new ArrayList<>();
        List<byte[]> crls = new ArrayList<>();
        for (SignatureFacts signature : document.signatures()) {
            pool.add(signature.signer().certificates());
            signature.signer().certificate().ifPresent(pool::add);
            take(signature.validationData(), pool, seen, ocsp, crls);
            tokens(signature).forEach(token -> {
                pool.add(token.signer().certificates());
                token.signer().certificate().ifPresent(pool::add);
                take(token.validationData(), pool, seen, ocsp, crls);
            });
        }
        List<Finding> complaints = new ArrayList<>();
        if (ocsp.size() > MOST || crls.size() > MOST) {
            complaints.add(
                    Unusable.embedded("more than " + MOST + " OCSP answers or revocation lists; the rest is ignored"));
        }
        List<OcspResponse> answers =
                readings.ocsp(first(ocsp), why -> complaints.add(Unusable.embedded("OCSP: " + why)));
        List<Crl> lists = readings.crls(first(crls), why -> complaints.add(Unusable.embedded("CRL: " + why)));
        answers.forEach(answer -> pool.add(answer.certificates()));
        // Latest first, for only so many are looked at.
        return new Material(
                pool,
                answers.stream()
                        .sorted(Comparator.comparing(OcspResponse::producedAt).reversed())
                        .toList(),
                lists.stream()
                        .sorted(Comparator.comparing(Crl::thisUpdate).reversed())
                        .toList(),
                complaints);
    }

    static Stream<TimestampFacts> tokens(SignatureFacts signature) {
        return Stream.concat(signature.token().stream(), signature.timestamps().stream());
    }

    private static void take(
            ValidationData data, CertificatePool pool, Set<byte[]> seen, List<byte[]> ocsp, List<byte[]> crls) {
        pool.add(data.certificates());
        data.ocspResponses().stream().filter(seen::add).forEach(ocsp::add);
        data.crls().stream().filter(seen::add).forEach(crls::add);
    }

    private static List<byte[]> first(List<byte[]> all) {
        return all.subList(0, Math.min(all.size(), MOST));
    }
}
