package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * A SignedData of definite lengths with its content in one piece (RFC 5652, 5.2), the content located but not read.
 *
 * @param hollow the message as it would be without its content
 * @param position where the content begins
 * @param length how long it is
 */
record LargeMessage(byte[] hollow, long position, long length) {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT_0 = 0xa0;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int INTEGER = 0x02;
    private static final int LONGEST_SMALL_PART = 4096;
    private static final int BUFFER = 64 << 10;

    /**
     * Finds the content; empty where the message is of another build.
     *
     * @throws CmsException LIMIT_EXCEEDED where what is not content is too long to be read
     */
    static Optional<LargeMessage> find(Source source) throws CmsException, IOException {
        try {
            return Optional.of(new Walk(source).run());
        } catch (OtherBuild e) {
            return Optional.empty();
        }
    }

    /**
     * Writes it with its content.
     *
     * @param source where the content is
     * @param expected digest of the content, by this algorithm
     * @throws IOException if that fails, or the content is no longer the same
     */
    void write(Source source, DigestAlgorithm algorithm, byte[] expected, OutputStream out) throws IOException {
        ASN1Sequence info = ASN1Sequence.getInstance(hollow);
        ASN1Sequence fields = ASN1Sequence.getInstance(
                ASN1TaggedObject.getContextInstance(info.getObjectAt(1), 0).getExplicitBaseObject());
        byte[] before = new byte[0];
        byte[] after = new byte[0];
        for (int i = 0; i < fields.size(); i++) {
            byte[] encoded = Asn1.inOrder(fields.getObjectAt(i));
            if (i < 2) {
                before = joined(before, encoded);
            } else if (i > 2) {
                after = joined(after, encoded);
            }
        }
        byte[] type = Asn1.der(ASN1Sequence.getInstance(fields.getObjectAt(2)).getObjectAt(0));
        SignedDataWriter.wrapped(before, type, length, after, out);
        MessageDigest digest = Providers.digest(algorithm);
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
        for (long at = 0; at < length; ) {
            int n = source.read(position + at, buffer, 0, (int) Math.min(buffer.length, length - at));
            if (n <= 0) {
                throw new IOException("the content became shorter while it was read");
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
            at += n;
        }
        if (!MessageDigest.isEqual(expected, digest.digest())) {
            throw new IOException("the content changed meanwhile");
        }
        out.write(after);
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static final class OtherBuild extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private record Element(long header, long start, long end) {}

    private static final class Walk {
        private final Source source;

        Walk(Source source) {
            this.source = source;
        }

        LargeMessage run() throws CmsException, OtherBuild, IOException {
            Element info = filling(SEQUENCE, 0, source.size());
            Element type = element(OBJECT_IDENTIFIER, info.start(), info.end());
            require(Arrays.equals(small(type), Asn1.der(Oids.SIGNED_DATA)));
            Element explicit = filling(CONTEXT_0, type.end(), info.end());
            Element data = filling(SEQUENCE, explicit.start(), explicit.end());
            Element version = element(INTEGER, data.start(), data.end());
            Element digests = element(SET, version.end(), data.end());
            Element encapsulated = element(SEQUENCE, digests.end(), data.end());
            Element contentType = element(OBJECT_IDENTIFIER, encapsulated.start(), encapsulated.end());
            Element wrapped = filling(CONTEXT_0, contentType.end(), encapsulated.end());
            Element content = filling(OCTET_STRING, wrapped.start(), wrapped.end());
            long rest = data.end() - encapsulated.end();
            if (rest > DerBounds.DEFAULT.bytes()) {
                throw new CmsException(
                        FindingCode.LIMIT_EXCEEDED, "bytes beside the content > " + DerBounds.DEFAULT.bytes());
            }
            ByteArrayOutputStream inner = new ByteArrayOutputStream();
            inner.write(small(version));
            inner.write(small(digests));
            inner.write(wrap(SEQUENCE, small(contentType)));
            inner.write(source.bytes(encapsulated.end(), (int) rest));
            byte[] signedData = wrap(CONTEXT_0, wrap(SEQUENCE, inner.toByteArray()));
            ByteArrayOutputStream outer = new ByteArrayOutputStream();
            outer.write(small(type));
            outer.write(signedData);
            return new LargeMessage(
                    wrap(SEQUENCE, outer.toByteArray()), content.start(), content.end() - content.start());
        }

        private static byte[] wrap(int tag, byte[] content) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 8);
            SignedDataWriter.header(tag, content.length, out);
            out.write(content);
            return out.toByteArray();
        }

        private byte[] small(Element element) throws OtherBuild, IOException {
            long length = element.end() - element.header();
            require(length <= LONGEST_SMALL_PART);
            return source.bytes(element.header(), (int) length);
        }

        /** The element that takes up all that is left. */
        private Element filling(int tag, long at, long limit) throws OtherBuild, IOException {
            Element found = element(tag, at, limit);
            require(found.end() == limit);
            return found;
        }

        private Element element(int tag, long at, long limit) throws OtherBuild, IOException {
            require(at + 2 <= limit && next(at) == tag);
            int first = next(at + 1);
            long start = at + 2;
            long length = first;
            if (first >= 0x80) {
                int digits = first & 0x7f;
                require(digits > 0 && digits < Long.BYTES && start + digits <= limit);
                length = 0;
                for (int i = 0; i < digits; i++) {
                    length = length << 8 | next(start++);
                }
            }
            require(length <= limit - start);
            return new Element(at, start, start + length);
        }

        private int next(long at) throws IOException {
            return source.bytes(at, 1)[0] & 0xff;
        }

        private static void require(boolean condition) throws OtherBuild {
            if (!condition) {
                throw new OtherBuild();
            }
        }
    }
}
