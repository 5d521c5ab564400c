package dev.capstan.application.core.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a message of protocol buffers that holds texts. */
public final class ProtobufTexts {
    private static final int BYTES = 2;

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    /** Adds a text, in the order of numbers; an empty one is left out. */
    public ProtobufTexts with(int field, String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        if (value.length > 0) {
            varint((field << 3) | BYTES);
            varint(value.length);
            message.writeBytes(value);
        }
        return this;
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7f) {
            message.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        message.write(rest);
    }

    /** The message. */
    public byte[] bytes() {
        return message.toByteArray();
    }
}
