package dev.capstan.api.bus;

import dev.capstan.api.meta.ObjectReference;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Subjects of messages: {@code capstan.<cluster>.<kind>.<namespace>.<name>.<what>}. Every part is encoded so that different objects never
 * share a subject and no part can act as a wildcard: letters, digits, {@code _} and {@code -} stand for themselves, every other byte of
 * the UTF-8 text is written as {@code =XX}, and an empty part as {@code =}.
 */
public final class Subject {
    private static final String ROOT = "capstan";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Subject() {}

    /** The subject of a message in this cluster. */
    public static String of(String cluster, BusMessage message) {
        return of(cluster, message.about(), message.messageType());
    }

    /** The subject of messages of one kind about one object. */
    public static String of(String cluster, ObjectReference about, MessageType type) {
        return String.join(
                ".",
                ROOT,
                encode(cluster),
                encode(about.kind()),
                encode(about.namespace()),
                encode(about.name()),
                type.token());
    }

    /** The pattern of all messages of one kind in this cluster. */
    public static String allOf(String cluster, MessageType type) {
        return String.join(".", ROOT, encode(cluster), "*", "*", "*", type.token());
    }

    /** The pattern of all messages of one kind about objects of one kind in this cluster. */
    public static String allOf(String cluster, String kind, MessageType type) {
        return String.join(".", ROOT, encode(cluster), encode(kind), "*", "*", type.token());
    }

    /**
     * Whether a subject fits a pattern of {@code allOf}, as the broker decides it: {@code *} stands for exactly one part.
     */
    public static boolean matches(String pattern, String subject) {
        String[] expected = pattern.split("\\.", -1);
        String[] actual = subject.split("\\.", -1);
        if (expected.length != actual.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!expected[i].equals("*") && !expected[i].equals(actual[i])) {
                return false;
            }
        }
        return true;
    }

    /** One part of a subject. Two texts have the same encoding only if they are equal. */
    static String encode(String text) {
        if (text.isEmpty()) {
            return "=";
        }
        var encoded = new StringBuilder(text.length() + 8);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('=').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '_'
                || octet == '-';
    }
}
