package dev.vdx.node.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Who is one caller by address: an IPv4 address, or the network of an IPv6 one (its first 64 bits), which one holder has whole. */
final class RemoteAddress {
    private static final int NETWORK_BYTES = 8;

    private RemoteAddress() {}

    static String of(String literal) {
        try {
            InetAddress address = InetAddress.getByName(literal);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                    : literal;
        } catch (UnknownHostException e) {
            return literal;
        }
    }
}
