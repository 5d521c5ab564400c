package dev.capstan.notification.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WebhookPathTest {
    @Test
    void isTheHashOfTokenNameAndNamespace() throws Exception {
        assertThat(path("token")).isEqualTo("/hook/" + sha256("tokenpushflux"));
    }

    @Test
    void countsTheLineEndOfTheTokenAsThePeerDoes() throws Exception {
        assertThat(path("token\n")).isEqualTo("/hook/" + sha256("token\npushflux"));
    }

    private static String path(String token) {
        return WebhookPath.of(new ReceiverToken(token.getBytes(UTF_8)), new ObjectKey("flux", "push"));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
