package dev.vdx.cli;

/** Exit codes beside those of the outcomes ({@code spec/cli.md}). */
final class Exit {
    static final int DONE = 0;
    static final int USAGE = 64;
    static final int INPUT = 66;
    static final int DEFECT = 70;

    private Exit() {}
}
