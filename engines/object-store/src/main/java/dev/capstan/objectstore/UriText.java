package dev.capstan.objectstore;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Texts as parts of addresses, percent-encoded as RFC 3986 has it and signatures demand: all but unreserved characters. */
final class UriText {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private UriText() {}

    static String encode(String text) {
        return encode(text, "");
    }

    /** Keeps the slashes. */
    static String encodePath(String path) {
        return encode(path, "/");
    }

    private static String encode(String text, String kept) {
        var encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** A query in the order of its names. */
    static String query(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream().map(UriText::parameter).collect(Collectors.joining("&"));
    }

    private static String parameter(Map.Entry<String, String> parameter) {
        return encode(parameter.getKey()) + "=" + encode(parameter.getValue());
    }

    /**
     * The text that a server encoded, a plus sign standing for a space.
     *
     * @throws ObjectStoreException when it is not encoded
     */
    static String decode(String text) throws ObjectStoreException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ObjectStoreException(
                    new ObjectStoreFailure.AnswerUnreadable("a key in the listing is not encoded as announced"), e);
        }
    }

    /** Whether a key has a segment that clients resolve instead of sending it. */
    static boolean hasDotSegment(String key) {
        for (var segment : key.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
