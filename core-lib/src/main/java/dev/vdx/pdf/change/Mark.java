package dev.vdx.pdf.change;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something a content stream painted, about where, in points from the lower left corner. */
public final class Mark {
    private final Kind kind;
    private final double[] box;
    private final String said;

    Mark(Kind kind, double[] box, String said) {
        this.kind = kind;
        this.box = box.clone();
        this.said = said;
    }

    /** What it is. */
    public enum Kind {
        /** Text in a colour other than white. */
        TEXT,
        /** Text in white. */
        WHITE_TEXT,
        /** Text that is neither filled nor stroked (text rendering mode 3). */
        INVISIBLE_TEXT,
        /** An image that lets nothing through. */
        PICTURE,
        /** A rectangle filled with a colour that lets nothing through. */
        AREA,
        /** The same in white. */
        WHITE_AREA,
        /** A filled area or image of some other shape, or that lets something through. */
        SHADE
    }

    /** What it is. */
    public Kind kind() {
        return kind;
    }

    /** What the text says; empty where its codes are no characters, and for what is no text. */
    public String said() {
        return said;
    }

    /** How much of this mark another covers, from 0 to 1. */
    public double coveredBy(Mark other) {
        double width = Math.min(box[2], other.box[2]) - Math.max(box[0], other.box[0]);
        double height = Math.min(box[3], other.box[3]) - Math.max(box[1], other.box[1]);
        return width <= 0 || height <= 0 ? 0 : width * height / area();
    }

    /** In square points. */
    public double area() {
        return (box[2] - box[0]) * (box[3] - box[1]);
    }

    /** This mark of something else, in another place. */
    public Mark movedTo(double[] place) {
        return new Mark(kind, place, said);
    }

    /** Its corners in whole points, lower left and upper right. */
    public String place() {
        return Math.round(box[0]) + " " + Math.round(box[1]) + " " + Math.round(box[2]) + " " + Math.round(box[3]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mark m && m.kind == kind && Arrays.equals(m.box, box) && m.said.equals(said);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, Arrays.hashCode(box), said);
    }

    @Override
    public String toString() {
        return kind + " " + place() + " " + said;
    }
}
