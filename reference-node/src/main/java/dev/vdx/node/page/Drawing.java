package dev.vdx.node.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has documents drawn by a process of its own, with limits on pages, pixels, time, memory and how many at once. */
final class Drawing {
    private static final Logger LOG = LoggerFactory.getLogger(Drawing.class);
    private static final int MOST_PAGES = 12;
    private static final int MOST_PIXELS = 2_000_000;
    private static final long MOST_BYTES = 24L << 20;
    private static final String MEMORY = "-Xmx256m";

    private final Duration longest;
    private final Semaphore places = new Semaphore(2);

    Drawing(Duration longest) {
        this.longest = longest;
    }

    /**
     * Draws a PDF.
     *
     * @param signed how many of its bytes were signed, to compare with; 0: do not compare
     * @param folder for the pictures, of this document alone
     * @return what could be drawn within the limits
     */
    Pictures draw(Path file, long signed, Path folder) throws IOException {
        boolean entered = false;
        try {
            entered = places.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
            return entered ? drawn(file, signed, folder) : Pictures.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Pictures.NONE;
        } finally {
            if (entered) {
                places.release();
            }
        }
    }

    private Pictures drawn(Path file, long signed, Path folder) throws IOException, InterruptedException {
        Path told = folder.resolve("told");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "-Xss2m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Dpdfbox.fontcache=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                PictureProcess.class.getName(),
                file.toString(),
                Long.toString(signed),
                folder.toString(),
                Integer.toString(MOST_PAGES),
                Integer.toString(MOST_PIXELS));
        // Without them the JVM does not find a folder with a Thai name.
        builder.environment().keySet().retainAll(Set.of("LANG", "LC_ALL", "LC_CTYPE"));
        Process process = builder.redirectOutput(told.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("drawing a document took longer than {}", longest);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return read(told, folder);
    }

    private static Pictures read(Path told, Path folder) throws IOException {
        int pages = 0;
        Optional<Integer> signedPages = Optional.empty();
        List<Pictures.Picture> now = new ArrayList<>();
        List<Pictures.Changed> changed = new ArrayList<>();
        boolean done = false;
        long bytes = 0;
        for (String line : Files.readAllLines(told, US_ASCII)) {
            String[] word = line.split(" ", -1);
            if (bytes > MOST_BYTES) {
                done = false;
                break;
            }
            switch (word[0]) {
                case "now-pages" -> pages = Integer.parseInt(word[1]);
                case "then-pages" -> signedPages = Optional.of(Integer.parseInt(word[1]));
                case "now" -> {
                    int page = Integer.parseInt(word[1]);
                    now.add(new Pictures.Picture(page, address(folder.resolve(word[2]))));
                    bytes += Files.size(folder.resolve(word[2]));
                }
                case "changed" -> {
                    int page = Integer.parseInt(word[1]);
                    changed.add(
                            new Pictures.Changed(page, picture(page, folder, word[2]), picture(page, folder, word[3])));
                }
                case "done" -> done = true;
                default -> throw new IOException("the drawing process says what it should not");
            }
        }
        return new Pictures(pages, now, signedPages, changed, done && now.size() == pages);
    }

    private static Optional<Pictures.Picture> picture(int page, Path folder, String name) throws IOException {
        return name.equals("-")
                ? Optional.empty()
                : Optional.of(new Pictures.Picture(page, address(folder.resolve(name))));
    }

    private static String address(Path picture) throws IOException {
        String type = picture.toString().endsWith(".png") ? "image/png" : "image/jpeg";
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
    }
}
