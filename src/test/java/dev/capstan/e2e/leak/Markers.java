package dev.capstan.e2e.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Secrets that are made to be found: by themselves, in base64 wherever they stand in a longer text, in hexadecimal digits, and by their digest. */
public final class Markers {
    private final Map<String, List<String>> forms = new LinkedHashMap<>();

    /** A new secret; the same name gives another one. */
    public String make(String name) {
        String marker = "Mk" + UUID.randomUUID().toString().replace("-", "");
        know(name + " " + marker, marker);
        return marker;
    }

    /** A secret that somebody else made. */
    public void know(String name, String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        Stream<String> encoded = Stream.of("", "x", "xx").map(before -> inBase64(before + secret));
        forms.put(
                name,
                Stream.concat(
                                Stream.of(secret, HexFormat.of().formatHex(bytes), digest(bytes)),
                                encoded.flatMap(
                                        it -> Stream.of(it, it.replace('+', '-').replace('/', '_'))))
                        .distinct()
                        .toList());
    }

    /** The names of those that a text holds in any form. */
    public List<String> in(String text) {
        return forms.entrySet().stream()
                .filter(marker -> marker.getValue().stream().anyMatch(text::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What does not depend on the text around it. */
    private static String inBase64(String text) {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        return encoded.substring(4, encoded.length() - 4);
    }

    private static String digest(byte[] secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
