package dev.capstan.notification.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WebhookPathTest {
    @Test
    void isTheHashOfTokenNameAndNamespace() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("tokenpushflux".getBytes());

        assertThat(WebhookPath.of("token", new ObjectKey("flux", "push")))
                .isEqualTo("/hook/" + HexFormat.of().formatHex(hash));
    }
}
