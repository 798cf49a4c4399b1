package dev.vdx.model;

/** Why a change after signing is explained, or that it is not ({@code spec/pdf-changes.md}). */
public enum ChangeRule {
    VALIDATION_DATA(ChangeLevel.LTA),
    DOCUMENT_TIMESTAMP(ChangeLevel.LTA),
    VERSION_OR_EXTENSIONS(ChangeLevel.LTA),
    METADATA(ChangeLevel.LTA),
    CROSS_REFERENCE(ChangeLevel.LTA),
    UNREACHABLE(ChangeLevel.LTA),
    SAME_VALUE(ChangeLevel.LTA),
    NEW_SIGNATURE(ChangeLevel.FORM),
    FORM_VALUE(ChangeLevel.FORM),
    /** A field that was filled when it was signed says something else now. */
    FORM_VALUE_REPLACED(ChangeLevel.FORM),
    FORM_APPEARANCE(ChangeLevel.FORM),
    STRUCTURE_FOR_WIDGET(ChangeLevel.FORM),
    ANNOTATION(ChangeLevel.ANNOTATION),
    /** A comment was removed, moved or drawn anew; what it covered may show. */
    ANNOTATION_ALTERED(ChangeLevel.ANNOTATION),
    UNEXPLAINED(ChangeLevel.SUSPICIOUS),
    UNEXPLAINED_BYTES(ChangeLevel.SUSPICIOUS),
    SIGNED_FIELD_ALTERED(ChangeLevel.SUSPICIOUS),
    PERMISSION_REMOVED(ChangeLevel.SUSPICIOUS),
    REFERENCED_ELSEWHERE(ChangeLevel.SUSPICIOUS),
    /** A comment lies over what was there before it. */
    CONTENT_COVERED(ChangeLevel.SUSPICIOUS),
    LIMIT(ChangeLevel.SUSPICIOUS);

    private final ChangeLevel level;

    ChangeRule(ChangeLevel level) {
        this.level = level;
    }

    /** The kind of change this is. */
    public ChangeLevel level() {
        return level;
    }
}
