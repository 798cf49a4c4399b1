package dev.vdx.xml;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * What an archive time-stamp covers (EN 319 132-1, 5.5.2.2): all that is signed, the signature, the unsigned properties before it, and
 * the signature's other objects.
 */
final class ArchiveCover {
    private final Element signature;
    private final ReferenceCheck references;
    private final Deadline deadline;

    ArchiveCover(Element signature, ReferenceCheck references, Deadline deadline) {
        this.signature = signature;
        this.references = references;
        this.deadline = deadline;
    }

    /**
     * Its digest; empty where some of it is not to be had.
     *
     * @param stamp the time-stamp, among the other unsigned properties of the signature
     */
    Optional<byte[]> digest(Element stamp, DigestAlgorithm algorithm) throws XmlException, IOException {
        Optional<Element> method = Names.child(stamp, Names.DS, "CanonicalizationMethod");
        String canonicalization = method.map(m -> m.getAttribute("Algorithm")).orElse(Algorithms.C14N);
        MessageDigest digest = Providers.digest(algorithm);
        List<Element> signed = Names.child(signature, Names.DS, "SignedInfo")
                .map(info -> Names.children(info, Names.DS, "Reference"))
                .orElse(List.of());
        for (Element reference : signed) {
            if (!references.feed(reference, canonicalization, method, digest)) {
                return Optional.empty();
            }
        }
        for (Element part : parts(stamp)) {
            deadline.check();
            Optional<byte[]> bytes = Canonical.of(part, canonicalization, method);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            digest.update(bytes.get());
        }
        return Optional.of(digest.digest());
    }

    private List<Element> parts(Element stamp) {
        List<Element> parts = new ArrayList<>();
        for (String name : List.of("SignedInfo", "SignatureValue", "KeyInfo")) {
            parts.addAll(Names.children(signature, Names.DS, name));
        }
        for (Element property : Names.children((Element) stamp.getParentNode())) {
            if (property.isSameNode(stamp)) {
                break;
            }
            parts.add(property);
        }
        Names.children(signature, Names.DS, "Object").stream()
                .filter(o ->
                        Names.children(o, Names.XADES, "QualifyingProperties").isEmpty())
                .forEach(parts::add);
        return parts;
    }
}
