package dev.capstan.image.pullrequest.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.forge.text.CompareLink;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.testkit.http.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a registry that has what a test puts there. */
class RegistryOriginsTest {
    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);

    private final ScriptedServer registry = ScriptedServer.start();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final Map<String, String> answers = new HashMap<>();
    private final RegistryOrigins origins = new RegistryOrigins(new RegistryClient(http, RegistryLimits.DEFAULT));

    @BeforeEach
    void serve() {
        registry.answers(request -> {
            var body = answers.get(String.valueOf(request.getTarget()));
            return body == null
                    ? ScriptedServer.answer(404, "")
                    : new MockResponse.Builder()
                            .code(200)
                            .addHeader("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                            .body(body)
                            .build();
        });
    }

    @AfterEach
    void stop() {
        http.close();
        registry.close();
    }

    private void image(String tag, String config, String annotations) {
        var digest = digestOf(config);
        answers.put("/v2/org/web/blobs/" + digest, config);
        answers.put("/v2/org/web/manifests/" + tag, """
                {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "layers": [],
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d},
                 "annotations": {%s}}""".formatted(digest, config.length(), annotations));
    }

    private static String digestOf(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Digest.parse("sha256:" + HexFormat.of().formatHex(bytes))
                    .orElseThrow()
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String said(String source, String revision) {
        return "\"org.opencontainers.image.source\": \"%s\", \"org.opencontainers.image.revision\": \"%s\""
                .formatted(source, revision);
    }

    private static String labelled(String source, String revision) {
        return "{\"config\": {\"Labels\": {" + said(source, revision) + "}}}";
    }

    private Optional<String> compare() {
        return origins.compare(registry.host() + "/org/web", "1.0", "1.1", Duration.ofSeconds(20))
                .map(CompareLink::url);
    }

    @Test
    void labelsAndAnnotationsTellTheCommits() {
        image("1.0", labelled("https://github.com/org/web", OLD), "");
        image("1.1", "{}", said("https://github.com/org/web", NEW));

        assertThat(compare()).contains("https://github.com/org/web/compare/" + OLD + "..." + NEW);
    }

    @Test
    void imagesOfDifferentSourcesAreNotCompared() {
        image("1.0", labelled("https://github.com/org/web", OLD), "");
        image("1.1", labelled("https://github.com/eve/web", NEW), "");

        assertThat(compare()).isEmpty();
    }

    @Test
    void whatIsNotSaidIsNotKnown() {
        image("1.0", labelled("https://github.com/org/web", OLD), "");
        assertThat(compare()).as("no such tag").isEmpty();

        image("1.1", "{\"config\": {\"Labels\": null}}", "");
        assertThat(compare()).as("no labels").isEmpty();

        image("1.1", labelled("javascript:alert(1)", NEW), "");
        assertThat(compare()).as("no address").isEmpty();
    }
}
