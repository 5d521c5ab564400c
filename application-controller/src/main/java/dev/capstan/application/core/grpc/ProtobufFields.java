package dev.capstan.application.core.grpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a message of protocol buffers, by number; of one that is there several times the last, as the format demands it of those that
 * are no lists. Messages in fields are read when they are asked for.
 */
public final class ProtobufFields {
    private static final int NUMBER_SHIFT = 3;
    private static final int TYPE_MASK = 7;
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    /** Messages that we are asked with have a handful. */
    private static final int MOST_FIELDS = 10_000;

    private final Map<Long, byte[]> bytes = new LinkedHashMap<>();
    private final Map<Long, Long> numbers = new LinkedHashMap<>();
    private final byte[] message;
    private int at;

    private ProtobufFields(byte[] message) {
        this.message = message;
    }

    /** Thrown while a message is read, and caught before anybody else sees it. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Reads a message; empty when it is none. */
    public static Optional<ProtobufFields> read(byte[] message) {
        var fields = new ProtobufFields(message);
        try {
            fields.readAll();
            return Optional.of(fields);
        } catch (Malformed none) {
            return Optional.empty();
        }
    }

    private void readAll() throws Malformed {
        for (int read = 0; at < message.length; read++) {
            if (read == MOST_FIELDS) {
                throw new Malformed();
            }
            long tag = varint();
            long field = tag >>> NUMBER_SHIFT;
            switch ((int) (tag & TYPE_MASK)) {
                case VARINT -> numbers.put(field, varint());
                case FIXED_64 -> skip(Long.BYTES);
                case BYTES -> bytes.put(field, take(varint()));
                case FIXED_32 -> skip(Integer.BYTES);
                default -> throw new Malformed();
            }
        }
    }

    private long varint() throws Malformed {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= message.length) {
                throw new Malformed();
            }
            byte next = message[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Malformed();
    }

    private byte[] take(long length) throws Malformed {
        int start = at;
        skip(length);
        return Arrays.copyOfRange(message, start, at);
    }

    private void skip(long length) throws Malformed {
        if (length < 0 || length > message.length - at) {
            throw new Malformed();
        }
        at += (int) length;
    }

    /** A text; empty when it is not there, which is the same in this format. */
    public String text(int field) {
        byte[] value = bytes.get((long) field);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** A number; 0 when it is not there, which is the same in this format. */
    public long number(int field) {
        return numbers.getOrDefault((long) field, 0L);
    }

    /** A message; one without fields when it is not there, empty when it is none. */
    public Optional<ProtobufFields> message(int field) {
        byte[] value = bytes.get((long) field);
        return read(value == null ? new byte[0] : value);
    }
}
