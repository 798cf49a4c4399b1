package dev.vdx.cms;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

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
