package dev.vdx.pdf.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Where two pictures of a page differ. */
public final class Difference {
    /** Side of a cell, in pixels: what differs within it is one place. */
    private static final int CELL = 16;

    static final Color MARK = new Color(0xC2185B);

    private final List<Rectangle> places;

    private Difference(List<Rectangle> places) {
        this.places = places;
    }

    /** Of two pictures; of different sizes they differ all over. */
    public static Difference of(BufferedImage a, BufferedImage b) {
        if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
            return new Difference(List.of(new Rectangle(0, 0, b.getWidth(), b.getHeight())));
        }
        int columns = (a.getWidth() + CELL - 1) / CELL;
        int rows = (a.getHeight() + CELL - 1) / CELL;
        boolean[] differs = new boolean[columns * rows];
        int[] rowA = new int[a.getWidth()];
        int[] rowB = new int[a.getWidth()];
        for (int y = 0; y < a.getHeight(); y++) {
            a.getRGB(0, y, rowA.length, 1, rowA, 0, rowA.length);
            b.getRGB(0, y, rowB.length, 1, rowB, 0, rowB.length);
            for (int x = 0; x < rowA.length; x++) {
                if (rowA[x] != rowB[x]) {
                    differs[y / CELL * columns + x / CELL] = true;
                }
            }
        }
        return new Difference(regions(differs, columns, rows));
    }

    /** Cells that touch are one place. */
    private static List<Rectangle> regions(boolean[] differs, int columns, int rows) {
        List<Rectangle> regions = new ArrayList<>();
        for (int start = 0; start < differs.length; start++) {
            if (differs[start]) {
                Rectangle region = new Rectangle(start % columns, start / columns, 1, 1);
                Deque<Integer> open = new ArrayDeque<>(List.of(start));
                differs[start] = false;
                while (!open.isEmpty()) {
                    int cell = open.pop();
                    region.add(new Rectangle(cell % columns, cell / columns, 1, 1));
                    for (int dy = -1; dy <= 1; dy++) {
                        for (int dx = -1; dx <= 1; dx++) {
                            int x = cell % columns + dx;
                            int y = cell / columns + dy;
                            if (x >= 0 && x < columns && y >= 0 && y < rows && differs[y * columns + x]) {
                                differs[y * columns + x] = false;
                                open.push(y * columns + x);
                            }
                        }
                    }
                }
                regions.add(new Rectangle(region.x * CELL, region.y * CELL, region.width * CELL, region.height * CELL));
            }
        }
        return regions;
    }

    /** Rectangles that hold what differs, in pixels. */
    List<Rectangle> places() {
        return List.copyOf(places);
    }

    /** Whether they differ at all. */
    public boolean any() {
        return !places.isEmpty();
    }

    /** Draws a frame around each place. */
    public void mark(BufferedImage picture) {
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(MARK);
            graphics.setStroke(new BasicStroke(4));
            for (Rectangle place : places) {
                Rectangle frame = new Rectangle(place.x - 6, place.y - 6, place.width + 12, place.height + 12)
                        .intersection(new Rectangle(2, 2, picture.getWidth() - 4, picture.getHeight() - 4));
                graphics.drawRoundRect(frame.x, frame.y, frame.width, frame.height, 12, 12);
            }
        } finally {
            graphics.dispose();
        }
    }
}
