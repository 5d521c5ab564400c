package dev.capstan.notification.receiver;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The path that calls for a receiver come to. It is hard to guess as long as the token is. */
public final class WebhookPath {
    /** What every such path begins with. */
    public static final String PREFIX = "/hook/";

    private WebhookPath() {}

    /**
     * {@code /hook/} and the SHA-256 of token, name and namespace, in hex. The token counts as it is stored, line end included: another path
     * than the peer's would break every webhook that is set up already.
     */
    public static String of(ReceiverToken token, ObjectKey receiver) {
        byte[] key = (receiver.name() + receiver.namespace()).getBytes(StandardCharsets.UTF_8);
        byte[] stored = token.stored();
        byte[] hashed = Arrays.copyOf(stored, stored.length + key.length);
        System.arraycopy(key, 0, hashed, stored.length, key.length);
        return PREFIX + Digest.sha256(hashed).hex();
    }
}
