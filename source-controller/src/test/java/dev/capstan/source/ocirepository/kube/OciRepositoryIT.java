package dev.capstan.source.ocirepository.kube;

import static dev.capstan.source.ocirepository.kube.OciRepositories.artifact;
import static dev.capstan.source.ocirepository.kube.OciRepositories.condition;
import static dev.capstan.source.ocirepository.kube.OciRepositories.download;
import static dev.capstan.source.ocirepository.kube.OciRepositories.listed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.digest.Digest;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.source.ocirepository.PushedArtifact;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithCluster
class OciRepositoryIT {
    private static final Map<String, String> FILES = Map.of("apps/web.yaml", "kind: A\n", "a.yaml", "a: 1\n");
    private static final String PULL_SECRET = "kubernetes.io/dockerconfigjson";

    private static PackagedController controller;
    private static RegistryServer registry;

    private OciRepositories sources;
    private String path;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        registry = RegistryServer.start(Access.OPEN);
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
        registry.close();
    }

    @BeforeEach
    void prepare(TestNamespace namespace) {
        sources = new OciRepositories(namespace);
        path = namespace.name();
    }

    @Test
    void storesTheLayerOfATagAndFollowsIt() throws Exception {
        var first = PushedArtifact.push(
                registry,
                path,
                "latest",
                PushedArtifact.FLUX_LAYER,
                PushedArtifact.tarGz(FILES),
                Map.of(
                        "org.opencontainers.image.source", "https://git.example/config",
                        "org.opencontainers.image.revision", "main@sha1:abc"));
        sources.apply("config", url(), "");

        var status = sources.awaitReady("config");
        assertThat(artifact(status).revision().text()).isEqualTo("latest@" + first);
        assertThat(artifact(status).path()).isEqualTo("ocirepository/" + path + "/config/" + first + ".tar.gz");
        assertThat(artifact(status).metadata()).containsEntry("org.opencontainers.image.revision", "main@sha1:abc");
        assertThat(condition(status, Condition.READY).message())
                .isEqualTo("stored artifact for digest 'latest@" + first + "'");
        assertThat(listed(download(artifact(status).url().text())))
                .containsExactly(".", "a.yaml", "apps", "apps/web.yaml");
        var latest = Objects.requireNonNull(status.url(), "status.url");
        assertThat(latest).endsWith("/ocirepository/" + path + "/config/latest.tar.gz");
        assertThat(download(latest)).isEqualTo(download(artifact(status).url().text()));
        assertThat(sources.event("config", "NewArtifact").getMessage())
                .isEqualTo("stored artifact with revision 'latest@" + first + "' from '" + url()
                        + "', origin source 'https://git.example/config', origin revision 'main@sha1:abc'");

        var second = PushedArtifact.push(registry, path, "latest", Map.of("b.yaml", "b: 1\n"));
        sources.request("config", "token-1");

        sources.await("config", it -> artifact(it).revision().text().equals("latest@" + second));
    }

    @Test
    void followsTheHighestVersionOfARange() {
        for (var tag : new String[] {"1.0.0", "v1.2.0", "1.10.0", "1.11.0-rc.1", "2.0.0", "other"}) {
            PushedArtifact.push(registry, path, tag, Map.of("tag.yaml", tag));
        }
        sources.apply("range", url(), "  ref: {semver: \">=1.0.0 <2.0.0\"}\n");
        sources.apply("filtered", url(), "  ref: {semver: \">=1.0.0-0\", semverFilter: \"-rc\"}\n");
        sources.apply("nothing", url(), "  ref: {semver: \">=3.0.0\"}\n");

        assertThat(artifact(sources.awaitReady("range")).revision().text()).startsWith("1.10.0@sha256:");
        assertThat(artifact(sources.awaitReady("filtered")).revision().text()).startsWith("1.11.0-rc.1@sha256:");
        assertThat(sources.failure("nothing").message()).endsWith("is a version within '>=3.0.0'");
    }

    @Test
    void followsADigestAlone() {
        var digest = PushedArtifact.push(registry, path, "latest", FILES);
        PushedArtifact.push(registry, path, "latest", Map.of("b.yaml", "b: 1\n"));

        sources.apply("config", url(), "  ref: {digest: \"%s\", tag: other}\n".formatted(digest));

        assertThat(artifact(sources.awaitReady("config")).revision().text()).isEqualTo(digest.toString());
    }

    @Test
    void copiesALayerAsItIs() throws Exception {
        byte[] layer = {1, 2, 3};
        PushedArtifact.push(registry, path, "latest", "application/x-custom", layer, Map.of());

        sources.apply("config", url(), "  layerSelector: {mediaType: application/x-custom, operation: copy}\n");

        var status = sources.awaitReady("config");
        assertThat(download(artifact(status).url().text())).isEqualTo(layer);
        assertThat(artifact(status).digest().text())
                .isEqualTo(Digest.sha256(layer).toString());
    }

    @Test
    void anotherSelectionOfTheSameRevisionMakesAnotherArtifact() throws Exception {
        PushedArtifact.push(registry, path, "latest", FILES);
        sources.apply("config", url(), "");
        var before = artifact(sources.awaitReady("config"));

        sources.apply("config", url(), "  ignore: apps/\n");

        var after =
                artifact(sources.await("config", it -> !artifact(it).digest().equals(before.digest())));
        assertThat(listed(download(after.url().text()))).containsExactly(".", "a.yaml");
        assertThat(after.revision()).isEqualTo(before.revision());
    }

    @ParameterizedTest
    @CsvSource({"application/x-other, no layer with the media type", "'', not a gzip file"})
    void aLayerThatCannotBeUsedIsNamed(String wanted, String message) {
        PushedArtifact.push(registry, path, "latest", "text/plain", "hello".getBytes(), Map.of());

        sources.apply("config", url(), "  layerSelector: {mediaType: \"%s\"}\n".formatted(wanted));

        var failure = sources.failure("config");
        assertThat(failure.reason()).isEqualTo("OCIArtifactLayerOperationFailed");
        assertThat(failure.message()).contains(message);
    }

    @Test
    void o016_aLayerThatLeavesItsFolderIsRefused() {
        PushedArtifact.push(registry, path, "latest", Map.of("../../evil.yaml", "x"));

        sources.apply("config", url(), "");

        assertThat(sources.failure("config").message()).contains("leaves the archive");
    }

    @ParameterizedTest
    @CsvSource({"BASIC", "TOKEN"})
    void logsInWithAPullSecretOrThatOfAServiceAccount(Access access, TestNamespace namespace) {
        try (var closed = RegistryServer.start(access)) {
            PushedArtifact.push(closed, path, "latest", FILES);
            var url = "oci://" + closed.address() + "/" + path;
            sources.apply("stranger", url, "");
            assertThat(sources.failure("stranger").reason()).isEqualTo("AuthenticationFailed");

            sources.secret("pull", PULL_SECRET, Map.of(".dockerconfigjson", closed.dockerConfig()));
            namespace.apply("""
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata:
                      name: puller
                    imagePullSecrets:
                    - name: pull
                    """);
            sources.apply("config", url, "  secretRef: {name: pull}\n");
            sources.apply("account", url, "  serviceAccountName: puller\n");

            sources.awaitReady("config");
            sources.awaitReady("account");
        }
    }

    @Test
    void trustsTheAuthorityOfTheSecret() {
        var certificate = TestCertificate.create();
        try (var secure = RegistryServer.startWithTls(certificate)) {
            var url = "oci://" + secure.address() + "/" + path;
            sources.secret("authority", "Opaque", Map.of("ca.crt", certificate.pem()));
            sources.apply("trusting", url, "  certSecretRef: {name: authority}\n");
            sources.apply("careless", url, "  insecure: true\n");
            sources.apply("strict", url, "");

            assertThat(sources.failure("trusting").message()).contains("the tag 'latest' not found");
            assertThat(sources.failure("careless").message()).contains("the tag 'latest' not found");
            assertThat(sources.failure("strict").message()).contains("authority that is not known");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "oci://127.0.0.1:1/a:v1, '', URLInvalid",
        "oci://127.0.0.1:1/a, '  ref: {tag: \"a b\"}', OCIArtifactPullFailed",
        "oci://127.0.0.1:1/a, '  ref: {semver: \"no range\"}', OCIArtifactPullFailed",
        "oci://127.0.0.1:1/a, '  provider: aws', InvalidProviderConfiguration"
    })
    void whatOnlyTheUserCanCorrectIsSaid(String url, String more, String reason) {
        sources.apply("config", url, more + "\n");

        assertThat(sources.failure("config").reason()).isEqualTo(reason);
    }

    @Test
    void verifiesASignatureOfAKeyOfTheSecret() throws Exception {
        var keys = keys();
        var digest = PushedArtifact.push(registry, path, "latest", FILES);
        sources.secret(
                "keys", "Opaque", Map.of("other.pub", SigningKeys.pem(keys()), "cosign.pub", SigningKeys.pem(keys)));
        sources.apply("config", url(), "  verify: {provider: cosign, secretRef: {name: keys}}\n");

        var failure = sources.failure("config");
        assertThat(failure.reason()).isEqualTo("VerificationError");
        assertThat(failure.message()).isEqualTo("signature verification failed: there is no signature");

        PushedArtifact.sign(registry, path, digest, digest, keys.getPrivate());
        assertThat(condition(sources.awaitReady("config"), Condition.SOURCE_VERIFIED)
                        .message())
                .isEqualTo("verified signature of revision latest@" + digest + " with key 'cosign.pub'");
    }

    @Test
    void s094_aSignatureOfAnotherArtifactDoesNotCountAndTheOldArtifactStays() throws Exception {
        var keys = keys();
        var good = PushedArtifact.push(registry, path, "latest", FILES);
        PushedArtifact.sign(registry, path, good, good, keys.getPrivate());
        sources.secret("keys", "Opaque", Map.of("cosign.pub", SigningKeys.pem(keys)));
        sources.apply("config", url(), "  verify: {provider: cosign, secretRef: {name: keys}}\n");
        sources.awaitReady("config");

        var evil = PushedArtifact.push(registry, path, "latest", Map.of("evil.yaml", "x"));
        PushedArtifact.sign(registry, path, evil, good, keys.getPrivate());
        sources.request("config", "token-1");

        assertThat(sources.failure("config").message()).contains("is for another artifact");
        var status = sources.await("config", it -> "token-1".equals(it.lastHandledReconcileAt()));
        assertThat(artifact(status).revision().text()).isEqualTo("latest@" + good);
        assertThat(condition(status, Condition.SOURCE_VERIFIED).status()).isEqualTo("False");
    }

    @ParameterizedTest
    @CsvSource({
        "'{provider: notation}', 'notation', VerificationError",
        "'{provider: notation, secretRef: {name: gone}}', 'does not exist', VerificationError",
        "'{provider: cosign}', 'keyless', VerificationError"
    })
    void whatCannotBeVerifiedIsRefused(String verify, String message, String reason) throws IOException {
        PushedArtifact.push(registry, path, "latest", FILES);

        sources.apply("config", url(), "  verify: " + verify + "\n");

        var failure = sources.failure("config");
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.message()).contains(message);
    }

    private String url() {
        return "oci://" + registry.address() + "/" + path;
    }

    private static KeyPair keys() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("EC").generateKeyPair();
    }
}
