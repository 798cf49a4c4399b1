package dev.vdx.node.peers;

import java.util.Optional;

/**
 * What another node answered.
 *
 * @param status HTTP status
 * @param type media type without parameters, lower case; empty where none
 * @param retryAfter seconds it asks to wait, if it does
 * @param body at most as many bytes as were allowed
 */
public record PeerAnswer(int status, String type, Optional<Long> retryAfter, byte[] body) {}
