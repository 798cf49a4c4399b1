package dev.vdx.node.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a listener listens, and how much it takes.
 *
 * @param host address
 * @param port port; 0 for any free one
 * @param tls absent: plain HTTP, which the caller allows on loopback only
 * @param largest largest body, in bytes
 * @param idle how long a connection may be silent
 * @param slowest least bytes a second of a body, on average; 0 for no such limit
 * @param rate requests a second of one caller; 0 for no limit
 */
public record Endpoint(String host, int port, Optional<Tls> tls, long largest, Duration idle, long slowest, int rate) {}
