package dev.capstan.source.helm.kube;

import static dev.capstan.source.kube.SourceObjects.artifact;
import static dev.capstan.source.kube.SourceObjects.condition;
import static dev.capstan.source.kube.SourceObjects.download;
import static dev.capstan.source.kube.SourceObjects.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.source.HelmChart;
import dev.capstan.api.source.HelmChartStatus;
import dev.capstan.api.source.HelmRepository;
import dev.capstan.api.source.HelmRepositoryStatus;
import dev.capstan.chartaccess.Charts;
import dev.capstan.digest.Digest;
import dev.capstan.source.kube.SourceObjects;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.source.ocirepository.PushedArtifact;
import dev.capstan.source.verification.NotarySigner;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.signature.SigningKeys;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithCluster
class ChartVerificationIT {
    private static final String ARCHIVE = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    private static final String SPEC =
            "\nchart: web\ninterval: 1h\nsourceRef: {kind: HelmRepository, name: r}\nverify: ";

    private static PackagedController controller;
    private static RegistryServer registry;

    private SourceObjects<HelmChart, HelmChartStatus> charts;
    private String path;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        registry = RegistryServer.start(RegistryServer.Access.TOKEN);
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
        registry.close();
    }

    @BeforeEach
    void repository(TestNamespace namespace) {
        path = namespace.name() + "/web";
        charts = new SourceObjects<>(namespace, HelmChart.class);
        var repositories = new SourceObjects<HelmRepository, HelmRepositoryStatus>(namespace, HelmRepository.class);
        repositories.secret("login", Map.of(".dockerconfigjson", registry.dockerConfig()));
        repositories.apply(
                "r",
                "url: oci://" + registry.address() + "/" + namespace.name() + "\ntype: oci\nsecretRef: {name: login}");
    }

    @Test
    void aChartThatIsSignedWithAKeyOfTheSecretIsOffered() throws Exception {
        var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var digest = push("1.0.0");
        charts.secret("keys", Map.of("cosign.pub", SigningKeys.pem(keys)));
        charts.apply("c", "version: 1.x" + SPEC + "{provider: cosign, secretRef: {name: keys}}");

        var failed = charts.awaitReason("c", "VerificationError");
        assertThat(failed.artifact()).isNull();
        assertThat(ready(failed).message()).isEqualTo("signature verification failed: there is no signature");

        PushedArtifact.sign(registry, path, digest, digest, keys.getPrivate());
        var status = charts.awaitReady("c");
        assertThat(download(status)).isEqualTo(Charts.packed("web", "1.0.0"));
        assertThat(condition(status, Condition.SOURCE_VERIFIED).message())
                .isEqualTo("verified signature of version 1.0.0 (" + digest + ") with key 'cosign.pub'");
    }

    @Test
    void s094_aSignatureOfAnotherVersionDoesNotCountAndTheOldChartStays() throws Exception {
        var keys = signedFirstVersion();
        var evil = push("1.1.0");
        PushedArtifact.sign(registry, path, evil, push("1.0.0"), keys.getPrivate());

        charts.request("c", "token-1");

        var status = charts.awaitReason("c", "VerificationError");
        assertThat(ready(status).message()).contains("is for another artifact");
        assertThat(condition(status, Condition.SOURCE_VERIFIED).status()).isEqualTo("False");
        assertThat(artifact(status).revision().text()).isEqualTo("1.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{provider: cosign}", "{provider: notation}"})
    void s096_whatCannotBeVerifiedIsStalledUntilTheSpecIsAnother(String verify) throws Exception {
        push("1.0.0");
        charts.apply("c", "version: 1.x" + SPEC + verify);

        var status = charts.awaitReason("c", "VerificationError");

        assertThat(condition(status, Condition.STALLED).holds()).isTrue();
        assertThat(status.artifact()).isNull();
    }

    @Test
    void aChartThatNotationSignedIsOffered(TestNamespace namespace) throws Exception {
        try (var withReferrers = RegistryServer.startWithReferrers()) {
            var signer = NotarySigner.create();
            var digest =
                    PushedArtifact.push(withReferrers, path, "2.0.0", ARCHIVE, Charts.packed("web", "2.0.0"), Map.of());
            signer.sign(withReferrers, path, digest, digest);
            charts.secret("trust", Map.of("trustpolicy.json", NotarySigner.POLICY, "ca.crt", signer.certificate()));
            new SourceObjects<HelmRepository, HelmRepositoryStatus>(namespace, HelmRepository.class)
                    .apply("r", "url: oci://" + withReferrers.address() + "/" + namespace.name() + "\ntype: oci");
            charts.apply("c", "version: 2.x" + SPEC + "{provider: notation, secretRef: {name: trust}}");

            assertThat(condition(charts.awaitReady("c"), Condition.SOURCE_VERIFIED)
                            .message())
                    .isEqualTo("verified signature of version 2.0.0 (" + digest + ") with certificate '"
                            + NotarySigner.SUBJECT + "' by statement 'all' of the trust policy");
        }
    }

    private KeyPair signedFirstVersion() throws GeneralSecurityException {
        var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var digest = push("1.0.0");
        PushedArtifact.sign(registry, path, digest, digest, keys.getPrivate());
        charts.secret("keys", Map.of("cosign.pub", SigningKeys.pem(keys)));
        charts.apply("c", "version: 1.x" + SPEC + "{provider: cosign, secretRef: {name: keys}}");
        charts.awaitReady("c");
        return keys;
    }

    private Digest push(String version) {
        return PushedArtifact.push(registry, path, version, ARCHIVE, Charts.packed("web", version), Map.of());
    }
}
