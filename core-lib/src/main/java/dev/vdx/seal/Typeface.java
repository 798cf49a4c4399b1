package dev.vdx.seal;

/** The typefaces that ship with VDX: Sarabun, under the SIL Open Font License 1.1. */
enum Typeface {
    REGULAR("Sarabun-Regular", "R", 80),
    BOLD("Sarabun-Bold", "B", 140);

    private final String fileName;
    private final String resourceName;
    private final int stemWidth;

    Typeface(String fileName, String resourceName, int stemWidth) {
        this.fileName = fileName;
        this.resourceName = resourceName;
        this.stemWidth = stemWidth;
    }

    String fileName() {
        return fileName;
    }

    /** Its name in a page's or form's resources. */
    String resourceName() {
        return resourceName;
    }

    /** The width of a vertical stem, in thousandths of the size: a hint for viewers only. */
    int stemWidth() {
        return stemWidth;
    }
}
