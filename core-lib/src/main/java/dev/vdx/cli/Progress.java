package dev.vdx.cli;

import dev.vdx.report.Lang;
import java.io.Closeable;

/**
 * Says that something goes on, once it takes longer than a second: on a terminal in one line that counts, elsewhere in a
 * line every ten seconds.
 */
final class Progress implements Closeable {
    private static final long FIRST = 1_000;
    private static final long ON_TERMINAL = 1_000;
    private static final long ELSEWHERE = 10_000;

    private final Thread thread;

    private Progress(Thread thread) {
        this.thread = thread;
    }

    static Progress start(Console console, String english, String thai) {
        String what = console.language() == Lang.TH ? thai : english;
        Thread thread = new Thread(() -> tell(console, what), "progress");
        thread.setDaemon(true);
        thread.start();
        return new Progress(thread);
    }

    private static void tell(Console console, String what) {
        boolean shown = false;
        try {
            Thread.sleep(console.terminal() ? FIRST : ELSEWHERE);
            for (long seconds = console.terminal() ? 1 : 10; ; seconds += console.terminal() ? 1 : 10) {
                String line = "vdx: " + what + " (" + seconds + " s)";
                if (console.terminal()) {
                    console.err().print("\r" + line);
                } else {
                    console.err().println(line);
                }
                console.err().flush();
                shown = true;
                Thread.sleep(console.terminal() ? ON_TERMINAL : ELSEWHERE);
            }
        } catch (InterruptedException e) {
            if (shown && console.terminal()) {
                console.err().print("\r\u001b[K");
                console.err().flush();
            }
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
