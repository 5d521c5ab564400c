package dev.capstan.notification.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.notification.receiver.CallVerifier.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallVerifierTest {
    private static final String TOKEN = "s3cret";
    private static final String PUSH = "{\"ref\":\"refs/heads/main\",\"repository\":{\"full_name\":\"a/b\"}}";

    @Test
    void genericAcceptsWhoeverKnowsThePath() {
        assertThat(verify(ReceiverType.GENERIC, Map.of(), "")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"sha1, HmacSHA1", "sha256, HmacSHA256", "sha512, HmacSHA512"})
    void signedCallsAreAcceptedWithEveryAlgorithm(String prefix, String algorithm) {
        var headers = Map.of("X-Signature", prefix + "=" + sign(algorithm, TOKEN, "body"));

        assertThat(verify(ReceiverType.GENERIC_HMAC, headers, "body")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha256=zz", "sha256=00", "md5=00", "00", "=", "sha256=ffffffff"})
    void n078_oddSignaturesAreRefused(String signature) {
        assertThat(verify(ReceiverType.GENERIC_HMAC, Map.of("X-Signature", signature), "body"))
                .isFalse();
    }

    @Test
    void n078_noSignatureIsRefused() {
        assertThat(verify(ReceiverType.GENERIC_HMAC, Map.of(), "body")).isFalse();
        assertThat(verify(ReceiverType.GITHUB, Map.of("X-GitHub-Event", "push"), PUSH))
                .isFalse();
    }

    @Test
    void n078_anEmptyTokenMakesNothingValid() {
        var request = new HookRequest(
                Map.of("X-Signature", "sha256=" + sign("HmacSHA256", TOKEN, "body")),
                "body".getBytes(StandardCharsets.UTF_8));

        assertThat(ReceiverType.GENERIC_HMAC.verifier().verify(request, token(""), List.of()))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void gitHubCallsAreAcceptedWithTheirSignature() {
        assertThat(verify(ReceiverType.GITHUB, gitHub("push", PUSH), PUSH)).isTrue();
    }

    @Test
    void gitHubFormsAreAcceptedToo() {
        String form = "payload=" + URLEncoder.encode(PUSH, StandardCharsets.UTF_8);
        var headers = new HashMap<>(gitHub("push", form));
        headers.put("Content-Type", "application/x-www-form-urlencoded");

        assertThat(verify(ReceiverType.GITHUB, headers, form)).isTrue();
    }

    @Test
    void gitHubsOlderSignatureCountsOnlyWithoutTheNewerOne() {
        var older = Map.of("X-GitHub-Event", "push", "X-Hub-Signature", "sha1=" + sign("HmacSHA1", TOKEN, PUSH));
        assertThat(verify(ReceiverType.GITHUB, older, PUSH)).isTrue();

        var both = new HashMap<>(older);
        both.put("X-Hub-Signature-256", "sha256=00");
        assertThat(verify(ReceiverType.GITHUB, both, PUSH)).isFalse();
    }

    @Test
    void n078_sha1WhereSha256IsDemandedIsRefused() {
        var headers = Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha1=" + sign("HmacSHA1", TOKEN, PUSH));

        assertThat(verify(ReceiverType.GITHUB, headers, PUSH)).isFalse();
    }

    @Test
    void eventsThatAreNotListedAreRefused() {
        assertThat(verify(ReceiverType.GITHUB, gitHub("push", PUSH), PUSH, List.of("PUSH", "ping")))
                .isTrue();
        assertThat(verify(ReceiverType.GITHUB, gitHub("issues", PUSH), PUSH, List.of("push")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "\"text\"",
                "{\"repository\":null}",
                "{\"repository\":[]}",
                "{\"repository\":{}}",
                "{\"repository\":\"a/b\"}",
                "{\"ref\":3}",
                "{\"repository\":{\"a\":1}",
                "<xml/>"
            })
    void n081_malformedPayloadsAreRefusedThoughSigned(String payload) {
        assertThat(verify(ReceiverType.GITHUB, gitHub("push", payload), payload))
                .isFalse();
    }

    @Test
    void n081_deepAndLongPayloadsDoNotEndTheProcess() {
        String deep = "{\"repository\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String longText = "{\"repository\":{\"name\":\"" + "x".repeat(1_000_000) + "\"}}";

        assertThat(verify(ReceiverType.GITHUB, gitHub("push", deep), deep)).isFalse();
        assertThat(verify(ReceiverType.GITHUB, gitHub("push", longText), longText))
                .isTrue();
    }

    @Test
    void n081_aBrokenFormIsRefused() {
        String form = "payload=%zz";
        var headers = new HashMap<>(gitHub("push", form));
        headers.put("Content-Type", "application/x-www-form-urlencoded");

        assertThat(verify(ReceiverType.GITHUB, headers, form)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\n", "s3cret\r\n", "s3cret"})
    void theLineEndOfATokenDoesNotCount(String stored) {
        String signature = "sha256=" + sign("HmacSHA256", TOKEN, PUSH);

        assertThat(accepts(ReceiverType.GENERIC_HMAC, stored, Map.of("X-Signature", signature)))
                .isTrue();
        assertThat(accepts(
                        ReceiverType.GITHUB,
                        stored,
                        Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", signature)))
                .isTrue();
    }

    @Test
    void aSenderMayHaveTheLineEndOfTheTokenToo() {
        var headers = Map.of("X-Signature", "sha256=" + sign("HmacSHA256", TOKEN + "\n", PUSH));

        assertThat(accepts(ReceiverType.GENERIC_HMAC, TOKEN + "\n", headers)).isTrue();
        assertThat(accepts(ReceiverType.GENERIC_HMAC, TOKEN, headers)).isFalse();
    }

    @Test
    void n078_aTokenOfALineEndOnlyMakesNothingValid() {
        var headers = Map.of("X-Signature", "sha256=" + sign("HmacSHA256", "\n", PUSH));

        assertThat(accepts(ReceiverType.GENERIC_HMAC, "\n", headers)).isFalse();
    }

    @Test
    void thePingOfAnAppIsAcceptedThoughItNamesNoOrigin() {
        String ping = "{\"zen\":\"x\",\"hook_id\":1,\"hook\":{\"type\":\"App\",\"app_id\":5}}";

        assertThat(verify(ReceiverType.GITHUB, gitHub("ping", ping), ping, List.of("push", "ping")))
                .isTrue();
        assertThat(verify(ReceiverType.GITHUB, gitHub("push", ping), ping)).isFalse();
        assertThat(verify(ReceiverType.GITHUB, gitHub("ping", "{}"), "{}")).isFalse();
        assertThat(verify(ReceiverType.GITHUB, Map.of("X-GitHub-Event", "ping"), ping))
                .isFalse();
    }

    private static boolean accepts(ReceiverType type, String token, Map<String, String> headers) {
        var request = new HookRequest(headers, PUSH.getBytes(StandardCharsets.UTF_8));
        return type.verifier().verify(request, token(token), List.of()) instanceof Verdict.Accepted;
    }

    private static ReceiverToken token(String text) {
        return new ReceiverToken(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean verify(ReceiverType type, Map<String, String> headers, String body) {
        return verify(type, headers, body, List.of());
    }

    private static boolean verify(ReceiverType type, Map<String, String> headers, String body, List<String> events) {
        var request = new HookRequest(headers, body.getBytes(StandardCharsets.UTF_8));
        return type.verifier().verify(request, token(TOKEN), events) instanceof Verdict.Accepted;
    }

    private static Map<String, String> gitHub(String event, String body) {
        return Map.of("X-GitHub-Event", event, "X-Hub-Signature-256", "sha256=" + sign("HmacSHA256", TOKEN, body));
    }

    private static String sign(String algorithm, String token, String body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
