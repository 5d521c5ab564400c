package dev.capstan.notification.receiver;

import dev.capstan.api.meta.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The path that calls for a receiver come to. It is hard to guess as long as the token is. */
public final class WebhookPath {
    /** What every such path begins with. */
    public static final String PREFIX = "/hook/";

    private WebhookPath() {}

    /** {@code /hook/} and the SHA-256 of token, name and namespace, in hex. */
    public static String of(String token, ObjectKey receiver) {
        String text = token + receiver.name() + receiver.namespace();
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return PREFIX + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
