package dev.capstan.http;

import java.net.InetAddress;

/** A network such as {@code 10.1.0.0/16} or {@code fd00::/8}. */
record Network(byte[] prefix, int bits) {

    /**
     * Reads a network; a plain address is a network of one.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Network parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
        int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException(text);
        }
        return new Network(address, bits);
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
