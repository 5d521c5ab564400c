package dev.capstan.secrets.age;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Fields in the notation of SSH (RFC 4251). */
final class SshWire {
    private final ByteBuffer in;

    SshWire(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    int number() throws AgeException {
        try {
            return in.getInt();
        } catch (BufferUnderflowException e) {
            throw damaged();
        }
    }

    byte[] bytes() throws AgeException {
        int length = number();
        if (length < 0 || length > in.remaining()) {
            throw damaged();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    String text() throws AgeException {
        return new String(bytes(), StandardCharsets.US_ASCII);
    }

    BigInteger integer() throws AgeException {
        byte[] bytes = bytes();
        return bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    }

    static byte[] field(byte[] bytes) {
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    static byte[] field(String text) {
        return field(text.getBytes(StandardCharsets.US_ASCII));
    }

    static AgeException damaged() {
        return new AgeException("the SSH key is damaged");
    }
}
