package dev.vdx.xml;

import dev.vdx.model.SignatureFacts;
import java.util.List;

/**
 * A signature of an XML file.
 *
 * @param facts as every room tells them
 * @param covered what it names outside of the file, as named, where the digest holds
 */
public record XmlSignature(SignatureFacts facts, List<String> covered) {
    public XmlSignature {
        covered = List.copyOf(covered);
    }
}
