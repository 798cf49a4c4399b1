package dev.vdx.pdf.change;

/** What an object is used as, by the way it is reached from the trailer. One object can have several. */
enum Role {
    CATALOG(0),
    PAGES(1),
    /** An array of annotations. */
    ANNOTATIONS(2),
    ANNOTATION(3),
    FORM(4),
    /** An array of fields. */
    FIELDS(5),
    FIELD(6),
    FORM_RESOURCES(7),
    /** The appearance of a widget and all it draws on. */
    WIDGET_APPEARANCE(8),
    /** The appearance of another annotation and all it draws on. */
    ANNOTATION_APPEARANCE(9),
    /** The name dictionary. */
    NAMES(21),
    VALUE(10),
    SIGNATURE(11),
    LOCK(12),
    PERMISSIONS(13),
    VALIDATION_DATA(14),
    EXTENSIONS(15),
    INFO(16),
    METADATA(17),
    STRUCTURE(18),
    /** Named from elsewhere, as a destination or a target: changes nothing that is seen. */
    MENTIONED(19),
    /** Everything else, page content above all. */
    CONTENT(20);

    private final int bit;

    Role(int place) {
        this.bit = 1 << place;
    }

    int bit() {
        return bit;
    }

    boolean in(int roles) {
        return (roles & bit) != 0;
    }
}
