package dev.capstan.source.bucket.kube;

import static dev.capstan.source.bucket.kube.Buckets.artifact;
import static dev.capstan.source.bucket.kube.Buckets.files;
import static dev.capstan.source.bucket.kube.Buckets.ready;
import static dev.capstan.source.bucket.kube.Buckets.text;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.http.ForwardProxy;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.servers.S3Server;
import dev.capstan.testkit.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an S3 server that checks signatures. */
@WithCluster
class BucketIT {
    private static final Map<String, String> KEYS =
            Map.of("accesskey", S3Server.ACCESS_KEY, "secretkey", S3Server.SECRET_KEY + "\n");
    private static final String WITH_KEYS = "  insecure: true\n  secretRef: {name: access}\n";

    private static PackagedController controller;
    private static Path home;

    @TempDir
    Path root;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        home = folder;
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @Test
    void storesTheObjectsAndSaysSo(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.start()) {
            s3.put(Map.of("apps/web.yaml", "kind: A\n", "a b+ü~%2F.yaml", "odd", "folder/", ""));
            buckets.secret("access", KEYS);
            buckets.apply("config", s3.address(), WITH_KEYS);

            var status = buckets.awaitReady("config");

            var revision = artifact(status).revision().text();
            assertThat(revision).matches("sha256:[0-9a-f]{64}");
            assertThat(artifact(status).path())
                    .isEqualTo("bucket/" + namespace.name() + "/config/" + revision.substring(7) + ".tar.gz");
            assertThat(ready(status).message()).isEqualTo("stored artifact: revision '" + revision + "'");
            assertThat(ready(status).reason()).isEqualTo("Succeeded");
            assertThat(Conditions.of(status.conditions()).isTrue(Condition.ARTIFACT_IN_STORAGE))
                    .isTrue();
            assertThat(status.observedGeneration()).isEqualTo(1);
            var files = files(artifact(status), artifact(status).url().text(), root);
            assertThat(text(files, "apps/web.yaml")).isEqualTo("kind: A\n");
            assertThat(text(files, "a b+ü~%2F.yaml")).isEqualTo("odd");
            var event = buckets.event("config", "NewArtifact");
            assertThat(event.getMessage()).isEqualTo("stored artifact with 2 fetched files from 'config' bucket");
            assertThat(event.getMetadata().getAnnotations())
                    .containsEntry("source.toolkit.fluxcd.io/revision", revision);
        }
    }

    @Test
    void theLatestUrlLeadsToTheCurrentArtifact(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.startForEverybody()) {
            s3.put("a.yaml", "one");
            buckets.apply("config", s3.address(), "  insecure: true\n");
            var before = buckets.awaitReady("config");
            s3.put("a.yaml", "two");

            var after = buckets.run("config", "token-1");

            assertThat(after.url()).isEqualTo(before.url()).endsWith("/config/latest.tar.gz");
            assertThat(text(files(artifact(after), Objects.requireNonNull(after.url()), root), "a.yaml"))
                    .isEqualTo("two");
        }
    }

    /** One listing while nothing changes, and one object more when one has changed. */
    @Test
    void asksForNoMoreThanHasChanged(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.start();
                var proxy = ForwardProxy.start()) {
            s3.put(IntStream.range(0, 40).boxed().collect(toMap(i -> "k" + i + ".yaml", i -> "content " + i)));
            buckets.secret("access", KEYS);
            buckets.secret("proxy", Map.of("address", proxy.address()));
            buckets.apply("config", s3.address(), WITH_KEYS + "  proxySecretRef: {name: proxy}\n");
            var first = buckets.awaitReady("config");
            assertThat(proxy.passed()).hasSize(41);

            var same = buckets.run("config", "token-1");
            assertThat(proxy.passed()).hasSize(42);
            assertThat(artifact(same)).isEqualTo(artifact(first));

            s3.put("k7.yaml", "changed");
            s3.delete("k8.yaml");
            var changed = buckets.run("config", "token-2");

            assertThat(proxy.passed()).hasSize(44).last().asString().endsWith("/config/k7.yaml");
            assertThat(artifact(changed).revision())
                    .isNotEqualTo(artifact(first).revision());
            var files = files(artifact(changed), artifact(changed).url().text(), root);
            assertThat(text(files, "k7.yaml")).isEqualTo("changed");
            assertThat(text(files, "k39.yaml")).isEqualTo("content 39");
            assertThat(files.list("")).hasSize(39);
        }
    }

    @Test
    void prefixAndIgnoreRulesChooseAndAreObserved(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.startForEverybody()) {
            s3.put(Map.of(
                    ".sourceignore",
                    "*.md\n",
                    "apps/a.yaml",
                    "1",
                    "apps/b.md",
                    "2",
                    "apps/c.txt",
                    "3",
                    "infra/d",
                    "4"));
            buckets.apply("config", s3.address(), "  insecure: true\n  prefix: apps/\n");
            var all = buckets.awaitReady("config");
            assertThat(files(artifact(all), artifact(all).url().text(), root).list("apps"))
                    .extracting(entry -> entry.name())
                    .containsExactly("a.yaml", "c.txt");

            buckets.patch("config", "{\"spec\":{\"ignore\":\"*.txt\"}}");

            var fewer = buckets.await("config", status -> "*.txt".equals(status.observedIgnore()));
            assertThat(files(artifact(fewer), artifact(fewer).url().text(), root)
                            .list("apps"))
                    .extracting(entry -> entry.name())
                    .containsExactly("a.yaml");
        }
    }

    @Test
    void listsMoreThanOnePage(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.start()) {
            s3.put(IntStream.range(0, 1100).boxed().collect(toMap(i -> "k" + i, i -> "c")));
            buckets.secret("access", KEYS);
            buckets.apply("config", s3.address(), WITH_KEYS);

            buckets.awaitReady("config");

            assertThat(buckets.event("config", "NewArtifact").getMessage()).contains("1100 fetched files");
        }
    }

    @Test
    void recoversByItselfWhenTheKeyIsCorrected(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.start()) {
            s3.put("a.yaml", "a");
            buckets.secret("access", Map.of("accesskey", S3Server.ACCESS_KEY, "secretkey", "wrong-secret"));
            buckets.apply("config", s3.address(), WITH_KEYS);
            var refused = buckets.awaitFailure("config");
            assertThat(ready(refused).reason()).isEqualTo("AuthenticationFailed");
            assertThat(ready(refused).message())
                    .contains("cannot read the bucket 'config'", "SignatureDoesNotMatch")
                    .doesNotContain("wrong-secret");
            assertThat(Conditions.of(refused.conditions()).isTrue(Condition.FETCH_FAILED))
                    .isTrue();

            buckets.secret("access", KEYS);

            buckets.awaitReady("config");
        }
    }

    @Test
    void keepsItsArtifactWhileTheServerIsAway(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        var s3 = S3Server.startForEverybody();
        s3.put("a.yaml", "a");
        buckets.apply("config", s3.address(), "  insecure: true\n");
        var before = buckets.awaitReady("config");
        s3.close();

        buckets.run("config", "token-1");

        var after = buckets.awaitFailure("config");
        assertThat(after.artifact()).isEqualTo(before.artifact());
        assertThat(ready(after).reason()).isEqualTo("BucketOperationFailed");
    }

    @Test
    void trustsAPrivateAuthorityThatTheSpecNames(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        var certificate = TestCertificate.create();
        try (var s3 = S3Server.startWithTls(certificate)) {
            s3.put("a.yaml", "a");
            buckets.secret("access", KEYS);
            buckets.apply("config", s3.address(), "  secretRef: {name: access}\n");
            assertThat(ready(buckets.awaitFailure("config")).message()).contains("authority that is not known");

            buckets.secret("tls", Map.of("ca.crt", certificate.pem()));
            buckets.patch("config", "{\"spec\":{\"certSecretRef\":{\"name\":\"tls\"}}}");

            buckets.awaitReady("config");

            // The connection that was opened with the authority is not used by who does not trust it.
            buckets.apply("other", s3.address(), "  secretRef: {name: access}\n");
            assertThat(ready(buckets.awaitFailure("other")).message()).contains("authority that is not known");
        }
    }

    @Test
    void o023_aHostileKeyFailsByNameAndWritesNothing(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.startForEverybody()) {
            s3.put(Map.of("../../../escape", "x", "a", "1", "a/b", "2"));
            buckets.apply("config", s3.address(), "  insecure: true\n");

            var refused = buckets.awaitFailure("config");
            assertThat(ready(refused).reason()).isEqualTo("BucketOperationFailed");
            assertThat(ready(refused).message()).contains("'../../../escape'");

            s3.delete("../../../escape");
            var twice = buckets.await(
                    "config", status -> ready(status).message().contains("'a/b' needs a folder of this name"));
            assertThat(ready(twice).message()).contains("the object 'a'");
            try (var found = Files.walk(home)) {
                assertThat(found.map(path -> path.getFileName().toString())).doesNotContain("escape");
            }
        }
    }

    @Test
    void removesItsFilesWithTheObject(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.startForEverybody()) {
            s3.put("a.yaml", "a");
            buckets.apply("config", s3.address(), "  insecure: true\n");
            var status = buckets.awaitReady("config");
            var file =
                    home.resolve("storage/artifacts").resolve(artifact(status).path());
            buckets.awaitRemoved("config", file);
        }
    }

    @Test
    void leavesASuspendedObjectAlone(TestNamespace namespace) throws Exception {
        var buckets = new Buckets(namespace);
        try (var s3 = S3Server.startForEverybody()) {
            s3.put("a.yaml", "one");
            buckets.apply("config", s3.address(), "  insecure: true\n");
            var before = buckets.awaitReady("config");
            buckets.patch("config", "{\"spec\":{\"suspend\":true}}");
            s3.put("a.yaml", "two");

            assertThat(artifact(buckets.run("config", "token-1"))).isEqualTo(artifact(before));
        }
    }

    @Test
    void anIdentityOfAServiceAccountStalls(TestNamespace namespace) {
        var buckets = new Buckets(namespace);
        buckets.apply("config", "s3.amazonaws.com", "  provider: aws\n  serviceAccountName: robot\n");

        var status = buckets.await("config", s -> Conditions.of(s.conditions()).isTrue(Condition.STALLED));

        assertThat(ready(status).reason()).isEqualTo("InvalidProviderConfiguration");
        assertThat(ready(status).message()).contains("identity of the cloud");
    }

    @Test
    void theDefinitionRefusesWhatContradictsItself(TestNamespace namespace) {
        var buckets = new Buckets(namespace);

        assertThatThrownBy(() -> buckets.apply(
                        "config", "x", "  provider: gcp\n  sts: {provider: ldap, endpoint: 'https://sts.example'}\n"))
                .hasMessageContaining("sts is for the providers");
        assertThatThrownBy(() -> buckets.apply("config", "x", "  serviceAccountName: robot\n"))
                .hasMessageContaining("takes no serviceAccountName");
    }
}
