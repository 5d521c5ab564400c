package dev.capstan.notification.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.provider.MessageFormat.Rendered;
import dev.capstan.runtime.secret.SecretValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
    private static final ObjectKey PROVIDER = new ObjectKey("flux", "p");

    @Test
    void slackGetsOneAttachmentWithTheFactsAsFields() {
        var request = render(ProviderType.SLACK, SampleEvents.info("applied"), Map.of("revision", "main@sha1:1"));

        assertThat(json(request)).isEqualTo(tree("""
                                {"channel": "general", "username": "kustomize-controller", "icon_url": "", "icon_emoji": "",
                                 "attachments": [{"fallback": "kustomization/apps.flux", "color": "good",
                                   "author_name": "kustomization/apps.flux", "text": "applied", "mrkdwn_in": ["text"],
                                   "fields": [{"title": "revision", "value": "main@sha1:1", "short": false}]}]}
                                """));
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer secret"));
    }

    @Test
    void slackShowsErrorsInRed() {
        var request = render(ProviderType.SLACK, SampleEvents.error("broken"), Map.of());

        assertThat(json(request).at("/attachments/0/color").asText()).isEqualTo("danger");
    }

    @Test
    void n085_slackTextCanNeitherMentionNorLinkNorSteerATerminal() {
        var event = SampleEvents.info("<!channel> & <@U1> <http://x|y>\r\nnext\u001b[31m\u202e");
        var request = render(ProviderType.SLACK, event, Map.of("<!here>", "<!everyone>"));

        assertThat(json(request).at("/attachments/0/text").asText())
                .isEqualTo("&lt;!channel&gt; &amp; &lt;@U1&gt; &lt;http://x|y&gt;\nnext[31m");
        assertThat(json(request).at("/attachments/0/fields/0/title").asText()).isEqualTo("&lt;!here&gt;");
        assertThat(json(request).at("/attachments/0/fields/0/value").asText()).isEqualTo("&lt;!everyone&gt;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https://slack.com/api/chat.postMessage; {\"ok\":true}; ",
                "https://slack.com/api/chat.postMessage; {\"ok\":false,\"error\":\"channel_not_found\"}; Slack says channel_not_found",
                "https://slack.com/api/chat.postMessage; {\"ok\":false,\"error\":\"<script>\"}; Slack's answer is not ok",
                "https://slack.com/api/chat.postMessage; <html>; Slack's answer is not ok",
                "https://hooks.slack.com/services/x; ok; ",
            })
    void slackSaysInTheAnswerWhetherItTookTheMessage(String address, String answer, String error) {
        var target = target(ProviderType.SLACK, address, Map.of("token", "secret"));

        assertThat(ProviderType.SLACK.format().judge(target, answer))
                .isEqualTo(Optional.ofNullable(error).map(it -> new DispatchFailure.NotTaken(PROVIDER, it)));
    }

    @Test
    void genericSendsTheEventWithPlainMetadata() {
        var event = SampleEvents.info("applied", Map.of("kustomize.toolkit.fluxcd.io/revision", "1"));
        var request = render(ProviderType.GENERIC, event, Map.of("revision", "1"));

        assertThat(json(request)).isEqualTo(tree("""
                                {"involvedObject": {"kind": "Kustomization", "namespace": "flux", "name": "apps",
                                   "uid": "uid-apps", "apiVersion": "kustomize.toolkit.fluxcd.io/v1", "resourceVersion": "7"},
                                 "severity": "info", "timestamp": "2026-11-22T10:00:00Z", "message": "applied",
                                 "reason": "ReconciliationSucceeded", "metadata": {"revision": "1"},
                                 "reportingController": "kustomize-controller", "reportingInstance": "pod-1"}
                                """));
        assertThat(request.headers()).isEqualTo(Map.of("Gotk-Component", "kustomize-controller", "X-Team", "a"));
    }

    @Test
    void n085_aControllerNameThatIsNoHeaderIsLeftOut() {
        var odd = new ControllerEvent(
                SampleEvents.info("x").involvedObject(),
                SampleEvents.info("x").severity(),
                "",
                "x",
                "",
                Map.of(),
                "evil\r\nX-Admin: true",
                null);

        assertThat(render(ProviderType.GENERIC, odd, Map.of()).headers()).doesNotContainKey("Gotk-Component");
    }

    @Test
    void signedGenericSignsTheBytesThatAreSent() throws Exception {
        var request = render(ProviderType.GENERIC_HMAC, SampleEvents.info("applied"), Map.of());

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(request.headers())
                .containsEntry("X-Signature", "sha256=" + HexFormat.of().formatHex(mac.doFinal(request.body())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    @NullSource
    void signedGenericNeedsAToken(@Nullable String token) {
        var target =
                target(ProviderType.GENERIC_HMAC, "https://x/y", token == null ? Map.of() : Map.of("token", token));

        assertThat(ProviderType.GENERIC_HMAC.format().render(notification(), target))
                .isEqualTo(new Rendered.Impossible(new DispatchFailure.TokenMissing(PROVIDER)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoxb-1\n", "xoxb-1\r\n", " xoxb-1 ", "xoxb-1"})
    void theTokenForSlackIsTrimmed(String token) {
        var target = target(ProviderType.SLACK, "https://x/y", Map.of("token", token));

        assertThat(ProviderType.SLACK.format().render(notification(), target))
                .isInstanceOfSatisfying(
                        Rendered.Request.class,
                        request -> assertThat(request.headers()).containsEntry("Authorization", "Bearer xoxb-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoxb\n1", "xoxb\r\n1", "xoxb\u00001", "xoxb-é"})
    void aTokenThatNoHeaderCarriesIsRefusedWithSecretAndKey(String token) {
        var target = target(ProviderType.SLACK, "https://x/y", Map.of("token", token));

        assertThat(ProviderType.SLACK.format().render(notification(), target))
                .isInstanceOfSatisfying(
                        Rendered.Impossible.class,
                        it -> assertThat(it.failure().message())
                                .contains(
                                        "The Secret cred of Provider flux/p cannot be used: the value under the key token")
                                .doesNotContain("xoxb"));
    }

    private static Notification notification() {
        return new Notification(new ObjectKey("flux", "a"), SampleEvents.info("x"), new TreeMap<>());
    }

    private static Rendered.Request render(ProviderType type, ControllerEvent event, Map<String, String> metadata) {
        var target =
                target(type, "https://hooks.slack.com/services/x", Map.of("token", "secret\n", "headers", "X-Team: a"));
        var notification = new Notification(new ObjectKey("flux", "a"), event, new TreeMap<>(metadata));
        return (Rendered.Request) type.format().render(notification, target);
    }

    private static DeliveryTarget target(ProviderType type, String address, Map<String, String> secret) {
        var values = new HashMap<String, byte[]>();
        secret.forEach((key, value) -> values.put(key, value.getBytes(StandardCharsets.UTF_8)));
        return new DeliveryTarget(
                PROVIDER,
                type,
                URI.create(address),
                Optional.of("general"),
                Optional.empty(),
                new SecretValues("cred", values),
                DeliveryTarget.STANDARD_TIMEOUT,
                Optional.empty(),
                Optional.empty());
    }

    private static JsonNode json(Rendered.Request request) {
        return tree(new String(request.body(), StandardCharsets.UTF_8));
    }

    private static JsonNode tree(String json) {
        return JsonPayload.read(json).orElseThrow();
    }
}
