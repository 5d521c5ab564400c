package dev.capstan.yaml;

import java.util.AbstractList;

/** Bytes as a list of the numbers 0 to 255, which is how go-yaml writes them. */
final class ByteList extends AbstractList<Integer> {
    private final byte[] bytes;

    ByteList(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public Integer get(int index) {
        return bytes[index] & 0xFF;
    }

    @Override
    public int size() {
        return bytes.length;
    }
}
