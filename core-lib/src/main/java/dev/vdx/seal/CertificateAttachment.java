package dev.vdx.seal;

/**
 * A file inside the certificate (ISO 19005-3, 6.8).
 *
 * @param name its file name, without folders
 * @param description for people
 * @param mediaType its media type
 * @param relationship what it is to the page
 * @param content its bytes; not to be changed afterwards
 */
public record CertificateAttachment(
        String name, String description, String mediaType, Relationship relationship, Content content) {

    /** The {@code /AFRelationship} (ISO 32000-2, 7.11.3). */
    public enum Relationship {
        /** What the page was made from. */
        SOURCE("Source"),
        /** Data behind what the page shows. */
        DATA("Data"),
        /** The same, for machines. */
        ALTERNATIVE("Alternative"),
        /** More than the page shows. */
        SUPPLEMENT("Supplement");

        private final String word;

        Relationship(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Bytes that stay as they are. */
    public static final class Content {
        private final byte[] bytes;

        private Content(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A copy of these bytes. */
        public static Content of(byte[] bytes) {
            return new Content(bytes.clone());
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** An attachment of these bytes. */
    public static CertificateAttachment of(
            String name, String description, String mediaType, Relationship relationship, byte[] bytes) {
        return new CertificateAttachment(name, description, mediaType, relationship, Content.of(bytes));
    }
}
