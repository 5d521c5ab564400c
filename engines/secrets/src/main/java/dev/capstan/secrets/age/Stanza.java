package dev.capstan.secrets.age;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The key of a file, encrypted for one recipient. */
record Stanza(String type, List<String> arguments, byte[] body) {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    Stanza {
        arguments = List.copyOf(arguments);
    }

    static String encoded(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** Bytes of unpadded base64 that is written in the one way there is. */
    static byte[] decoded(String text) throws AgeException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (encoded(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
        throw damaged();
    }

    private static AgeException damaged() {
        return new AgeException("its header is damaged: a part is not base64");
    }

    /** An argument that must be there and have a size. */
    byte[] argument(int place, int count, int size) throws AgeException {
        if (arguments.size() == count) {
            byte[] bytes = decoded(arguments.get(place));
            if (bytes.length == size) {
                return bytes;
            }
        }
        throw new AgeException("its header is damaged: a recipient of the type " + type + " is malformed");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stanza that
                && type.equals(that.type)
                && arguments.equals(that.arguments)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return "Stanza[" + type + "]";
    }
}
