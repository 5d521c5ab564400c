package dev.capstan.notification.provider.generichmac;

import static dev.capstan.notification.provider.SampleTargets.PROVIDER;
import static dev.capstan.notification.provider.SampleTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.SampleNotifications;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DispatchFailure;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericHmacFormatTest {
    private final GenericHmacFormat format = new GenericHmacFormat();

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\n"})
    void signsTheBytesThatAreSent(String token) throws Exception {
        var call = format.render(
                SampleNotifications.of(SampleEvents.info("applied")), target("https://x/y", Map.of("token", token)));

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(call.headers())
                .containsEntry("X-Signature", "sha256=" + HexFormat.of().formatHex(mac.doFinal(call.body())));
    }

    @Test
    void needsAToken() {
        refused(Map.of());
        refused(Map.of("token", ""));
        refused(Map.of("token", "\n"));
    }

    private void refused(Map<String, String> secret) {
        assertThatThrownBy(() ->
                        format.render(SampleNotifications.of(SampleEvents.info("x")), target("https://x/y", secret)))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        it -> assertThat(it.failure()).isEqualTo(new DispatchFailure.TokenMissing(PROVIDER)));
    }
}
