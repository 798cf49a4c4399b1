package dev.vdx.node.peers;

import java.time.Instant;
import java.util.Optional;

/**
 * What another node answers when it is only asked whether it is there.
 *
 * @param status HTTP status
 * @param time its clock ({@code Date}), to the second, if it says
 */
public record PeerPulse(int status, Optional<Instant> time) {}
