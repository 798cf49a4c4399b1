package dev.vdx.cli;

import dev.vdx.report.Lang;
import java.io.Closeable;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** How far a bulk run is: a bar, the rate, and the time left; each second on a terminal, else every ten. */
final class ManyProgress implements Closeable {
    private static final int BAR = 20;
    private static final long ON_TERMINAL = 1_000;
    private static final long ELSEWHERE = 10_000;
    private static final double NANOS = 1e9;

    private final int total;
    private final long start;
    private final AtomicInteger prepared = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger signed = new AtomicInteger();
    private volatile Thread teller = new Thread();

    ManyProgress(int total, long start) {
        this.total = total;
        this.start = start;
    }

    void prepared() {
        prepared.incrementAndGet();
    }

    void finished(boolean asSigned) {
        finished.incrementAndGet();
        if (asSigned) {
            signed.incrementAndGet();
        }
    }

    void show(Console console) {
        long every = console.terminal() ? ON_TERMINAL : ELSEWHERE;
        teller = new Thread(() -> tell(console, every), "progress");
        teller.setDaemon(true);
        teller.start();
    }

    private void tell(Console console, long every) {
        boolean shown = false;
        try {
            while (true) {
                Thread.sleep(every);
                String line = "vdx: " + line(System.nanoTime(), console.language());
                if (console.terminal()) {
                    console.err().print("\r" + line + "\u001b[K");
                } else {
                    console.err().println(line);
                }
                console.err().flush();
                shown = true;
            }
        } catch (InterruptedException e) {
            if (shown && console.terminal()) {
                console.err().print("\r\u001b[K");
                console.err().flush();
            }
            Thread.currentThread().interrupt();
        }
    }

    /** What is told at this time; making ready and finishing each count for half a document. */
    String line(long now, Lang lang) {
        int gone = finished.get();
        int notSigned = gone - signed.get();
        double done = (Math.min(total, prepared.get() + notSigned) + (double) gone) / 2;
        double share = Math.min(1, done / Math.max(1, total));
        double seconds = Math.max(1e-3, (now - start) / NANOS);
        double rate = done / seconds;
        long left = rate > 0 ? Math.round((total - done) / rate) : 0;
        int filled = (int) (share * BAR);
        String bar = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
        return lang == Lang.TH
                ? String.format(
                        Locale.ROOT,
                        "%s %d%% จาก %d เอกสาร %.0f ต่อวินาที เหลืออีก %d วินาที",
                        bar,
                        (int) (share * 100),
                        total,
                        rate,
                        left)
                : String.format(
                        Locale.ROOT,
                        "%s %d%% of %d documents, %.0f a second, %d s left",
                        bar,
                        (int) (share * 100),
                        total,
                        rate,
                        left);
    }

    /** The time it took, and what that comes to. */
    String pace(long now) {
        double seconds = Math.max(1e-3, (now - start) / NANOS);
        return String.format(Locale.ROOT, "%.1f s, %.0f/s", seconds, finished.get() / seconds);
    }

    @Override
    public void close() {
        teller.interrupt();
        try {
            teller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
