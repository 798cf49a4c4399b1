package dev.vdx.cms;

import java.util.ArrayList;
import java.util.List;

/** One signature for many documents, to which each adds its own way to what was signed. Thread-safe. */
public final class BulkSeal {
    private final SignedDataWriter writer;
    private final byte[] statement;
    private final byte[] fields;
    private final List<byte[]> unsigned;
    private final HashTree tree;

    BulkSeal(SignedDataWriter writer, byte[] statement, byte[] fields, List<byte[]> unsigned, HashTree tree) {
        this.writer = writer;
        this.statement = statement;
        this.fields = fields;
        this.unsigned = List.copyOf(unsigned);
        this.tree = tree;
    }

    /**
     * DER of the signature for a document.
     *
     * @param document its place in the tree, from 0
     */
    public byte[] of(int document) {
        List<byte[]> attributes = new ArrayList<>(unsigned);
        attributes.add(tree.path(document).attribute());
        return writer.attached(statement, SignedDataWriter.signerInfo(fields, attributes));
    }
}
