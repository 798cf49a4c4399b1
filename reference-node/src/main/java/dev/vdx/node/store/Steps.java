package dev.vdx.node.store;

/** Is told each step of a push or a pull as it is passed; a running node does nothing with it. */
public interface Steps {
    /** Nobody wants to know. */
    Steps UNSEEN = step -> {};

    /** This step is reached. */
    void at(Step step);
}
