package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.http.RecordedRequest;
import dev.capstan.testkit.http.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** People hear what happened, and webhooks are heard. */
interface NotificationContract extends InstalledScenario {
    @Test
    default void tellsSlackAndASignedWebhook() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            tenant().secret("hook", Map.of("token", "s3cr3t"));
            tenant().provider("chat", "slack", receiver.url("/slack"), "channel: ops");
            tenant().provider("signed", "generic-hmac", receiver.url("/signed"), "secretRef: {name: hook}");
            tenant().alert("chat", "info");
            tenant().alert("signed", "info");
            tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
            tenant().source();
            tenant().kustomization("app", "./app");
            String revision = Tenant.revision(tenant().repository().head());

            RecordedRequest slack = receiver.await(
                    Tenant.SOON,
                    request -> request.path().equals("/slack") && request.text().contains(revision));
            RecordedRequest signed = receiver.await(
                    Tenant.SOON,
                    request ->
                            request.path().equals("/signed") && request.text().contains(revision));

            assertThat(slack.text()).contains("\"channel\":\"ops\"", "kustomization/app." + tenant().name(), "good");
            assertThat(signed.header("X-Signature")).contains("sha256=" + hmac("s3cr3t", signed.body()));
            assertThat(signed.text()).contains("\"name\":\"app\"", "\"severity\":\"info\"");
        }
    }

    @Test
    default void aWebhookStartsAReconcile() throws Exception {
        tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
        tenant().namespace().apply("""
                        apiVersion: source.toolkit.fluxcd.io/v1
                        kind: GitRepository
                        metadata: {name: config}
                        spec: {interval: 1h, url: "%s", ref: {branch: main}}
                        """.formatted(tenant().git().url("config")));
        tenant().kustomization("app", "./app");
        tenant().awaitValue("one", "1");
        String path = tenant().receiver(
                        "push", "{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, name: config}");

        String second = tenant().push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));
        assertThat(callWebhook(path)).isEqualTo(200);

        tenant().awaitApplied("app", second);
        tenant().awaitValue("one", "2");
    }

    private static String hmac(String key, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
