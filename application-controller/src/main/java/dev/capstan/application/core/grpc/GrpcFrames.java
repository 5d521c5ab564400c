package dev.capstan.application.core.grpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Frames around messages, and texts in trailers. */
public final class GrpcFrames {
    /** A byte that says whether the message is compressed, and its length in four. */
    private static final int HEAD = 5;

    private GrpcFrames() {}

    /**
     * The message of a body that is one frame.
     *
     * @return empty when it is none, several, or a compressed one: nobody was told that we take these
     */
    public static Optional<byte[]> only(byte[] body) {
        if (body.length < HEAD || body[0] != 0) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(body, 1, Integer.BYTES).getInt();
        return length == body.length - HEAD
                ? Optional.of(Arrays.copyOfRange(body, HEAD, body.length))
                : Optional.empty();
    }

    /** A message in a frame. */
    public static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(HEAD + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /** A text as {@code grpc-message} carries it: printable ASCII, with the rest of its UTF-8, and the percent sign, as {@code %XX}. */
    public static String message(String text) {
        var encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each >= ' ' && each <= '~' && each != '%') {
                encoded.append((char) each);
            } else {
                encoded.append('%').append("%02X".formatted(each & 0xff));
            }
        }
        return encoded.toString();
    }
}
