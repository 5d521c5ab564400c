package dev.capstan.oci;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a manifest; equal when all of them are. */
public final class ManifestBytes {
    private final byte[] bytes;

    /** Copies the bytes. */
    public ManifestBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] array() {
        return bytes.clone();
    }

    /** How many there are. */
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ManifestBytes same && Arrays.equals(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
