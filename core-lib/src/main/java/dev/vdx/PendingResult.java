package dev.vdx;

/**
 * What became of what was pending.
 *
 * @param raised documents that reached the level that was asked for
 * @param waiting documents that stay, because services they need do not serve
 * @param stuck documents that stay for a reason that waiting does not mend
 */
public record PendingResult(int raised, int waiting, int stuck) {}
