package dev.capstan.application.plane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.repository.Repository;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.argo.signature.Requirement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaneContentsTest {
    private static final String URL = "https://git.example.com/team/shop";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static ArgoSecret repository(String project) {
        return new ArgoSecret(
                "shop",
                Map.of(SecretType.LABEL, "repository"),
                Map.of(),
                Map.of(
                        "url", URL.getBytes(UTF_8),
                        "project", project.getBytes(UTF_8),
                        "password", "word".getBytes(UTF_8)));
    }

    private static ControlPlane plane(
            Map<String, Map<String, String>> configMaps, List<ArgoSecret> secrets, String... projects) {
        return new PlaneContents(
                        "argocd",
                        configMaps,
                        secrets,
                        List.of(projects).stream().map(PlaneContentsTest::json).toList())
                .read(Clock.systemUTC());
    }

    @Test
    void nothingSaysNothingAndPermitsNothing() {
        ControlPlane plane = ControlPlane.empty("argocd");

        assertThat(plane.project("")).isEmpty();
        assertThat(plane.settings().reconciliation()).isEqualTo(Duration.ofSeconds(120));
        assertThat(plane.trust()).isEqualTo(RemoteTrust.NONE);
        assertThat(plane.repositories().find(URL, "")).isEqualTo(new Repositories.Lookup.Found(Repository.open(URL)));
    }

    @Test
    void whatBelongsToAProjectIsItsOwnWhateverItsListsSay() {
        ControlPlane plane = plane(
                Map.of(),
                List.of(repository("team")),
                "{'metadata':{'name':'team'},'spec':{}}",
                "{'metadata':{'name':'default'},'spec':{}}");

        assertThat(plane.project("team").orElseThrow().permitsSource(URL)).isTrue();
        assertThat(plane.project("").orElseThrow().permitsSource(URL)).isFalse();
    }

    @Test
    void whomToBelieveIsInThreeConfigMaps() {
        ControlPlane plane = plane(
                Map.of(
                        "argocd-ssh-known-hosts-cm", Map.of("ssh_known_hosts", "h ssh-ed25519 AAAA"),
                        "argocd-tls-certs-cm", Map.of("git.example.com", "PEM"),
                        "argocd-gpg-keys-cm", Map.of("1234567812345678", "ARMOUR"),
                        "argocd-cm", Map.of("timeout.reconciliation", "30s")),
                List.of());

        assertThat(plane.trust())
                .isEqualTo(new RemoteTrust(
                        "h ssh-ed25519 AAAA", Map.of("git.example.com", "PEM"), Map.of("1234567812345678", "ARMOUR")));
        assertThat(plane.settings().reconciliation()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatIsSaidAndNotActedOnIsNamedWithItsPlace() {
        var secret = new ArgoSecret(
                "shop",
                Map.of(SecretType.LABEL, "repository"),
                Map.of(),
                Map.of("url", URL.getBytes(UTF_8), "enableLfs", "true".getBytes(UTF_8)));
        ControlPlane plane = plane(
                Map.of("argocd-cm", Map.of("colour", "blue")),
                List.of(secret),
                "{'metadata':{'name':'team'},'spec':{'signatureKeys':[{'keyID':'alice'}]}}");

        assertThat(plane.notices())
                .satisfiesExactly(
                        settings -> assertThat(settings)
                                .startsWith("ConfigMap argocd-cm: ")
                                .contains("colour"),
                        repository ->
                                assertThat(repository).startsWith("Secret shop: the key 'enableLfs' is not acted on"),
                        project -> assertThat(project).startsWith("AppProject team: 'alice' is not"));
    }

    @Test
    void whatAProjectDemandsOfCommitsIsKept() {
        ControlPlane plane = plane(
                Map.of(),
                List.of(),
                "{'metadata':{'name':'team'},'spec':{'signatureKeys':[{'keyID':'1234567812345678'}]}}");

        assertThat(plane.signatures().get("team"))
                .extracting(policies -> policies.forRepository(URL))
                .isInstanceOf(Requirement.Signed.class);
    }

    @Test
    void aProjectOfAnotherShapePermitsNothing() {
        ControlPlane plane = plane(Map.of(), List.of(), "{'metadata':{'name':'odd'},'spec':[1]}", "null");

        assertThat(plane.project("odd").orElseThrow().permitsSource(URL)).isFalse();
    }
}
