package dev.capstan.notification.receiver;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.digest.Digest;

/** The path that calls for a receiver come to. It is hard to guess as long as the token is. */
public final class WebhookPath {
    /** What every such path begins with. */
    public static final String PREFIX = "/hook/";

    private WebhookPath() {}

    /** {@code /hook/} and the SHA-256 of token, name and namespace, in hex. */
    public static String of(String token, ObjectKey receiver) {
        String text = token + receiver.name() + receiver.namespace();
        return PREFIX + Digest.sha256(text).hex();
    }
}
