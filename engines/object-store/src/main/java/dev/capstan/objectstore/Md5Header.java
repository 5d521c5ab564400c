package dev.capstan.objectstore;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** An MD5 as headers carry it. */
final class Md5Header {
    private static final int BYTES = 16;

    private Md5Header() {}

    /** The hexadecimal digits of a value in base64; empty when it is something else. */
    static Optional<String> hex(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64))
                    .filter(it -> it.length == BYTES)
                    .map(HexFormat.of()::formatHex);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
