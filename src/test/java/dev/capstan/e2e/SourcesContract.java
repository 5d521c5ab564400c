package dev.capstan.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.cli.artifact.PushCommand;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.S3Server;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is pushed or uploaded to any kind of source is applied. */
interface SourcesContract extends InstalledScenario {
    @Test
    default void appliesWhatIsPushed() {
        tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
        tenant().source();
        tenant().kustomization("app", "./app");
        tenant().awaitValue("one", "1");

        String second = tenant().push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));

        tenant().awaitValue("one", "2");
        tenant().awaitApplied("app", second);
    }

    @Test
    default void appliesWhatIsPushedToAnSshServer(@TempDir Path root) {
        var repository = ScratchRepository.create(root, "secret");
        repository.commit("first", Map.of("app/one.yaml", Tenant.configMap("over-ssh", "1")));
        try (GitSshServer ssh = GitSshServer.serve(root)) {
            cluster()
                    .client()
                    .secrets()
                    .inNamespace(tenant().name())
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("ssh")
                            .endMetadata()
                            .addToStringData("identity", ssh.identity())
                            .addToStringData("known_hosts", ssh.knownHosts())
                            .build())
                    .create();
            tenant().namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: GitRepository
                            metadata: {name: config}
                            spec: {interval: 1s, url: "%s", ref: {branch: main}, secretRef: {name: ssh}}
                            """.formatted(ssh.url("secret")));
            tenant().kustomization("app", "./app");
            tenant().awaitValue("over-ssh", "1");

            repository.commit("second", Map.of("app/one.yaml", Tenant.configMap("over-ssh", "2")));

            tenant().awaitValue("over-ssh", "2");
        }
    }

    @Test
    default void appliesTheArtifactThatAGeneratorMakesOfARepository() {
        tenant().push(
                        "first",
                        Map.of(
                                "web/one.yaml", Tenant.configMap("web", "1"),
                                "api/two.yaml", Tenant.configMap("api", "1")));
        tenant().source();
        generator(List.of("web", "api"));
        tenant().kustomizationOf("ExternalArtifact", "web", "app", "./");
        tenant().awaitValue("web", "1");

        tenant().push("second", Map.of("web/one.yaml", Tenant.configMap("web", "2")));

        tenant().awaitValue("web", "2");
        assertThat(tenant().configMap("api")).isEmpty();

        generator(List.of("web"));
    }

    /** Has an artifact made of each folder, and waits until these and no others are there. */
    private void generator(List<String> folders) {
        String artifacts = folders.stream()
                .map(folder -> "{name: %1$s, copy: [{from: '@repo/%1$s/**', to: '@artifact/'}]}".formatted(folder))
                .collect(joining(", "));
        tenant().namespace().apply("""
                        apiVersion: source.extensions.fluxcd.io/v1beta1
                        kind: ArtifactGenerator
                        metadata: {name: split}
                        spec:
                          sources: [{alias: repo, kind: GitRepository, name: config}]
                          artifacts: [%s]
                        """.formatted(artifacts));
        awaitArtifacts(folders);
    }

    private void awaitArtifacts(List<String> names) {
        await().atMost(Tenant.SOON)
                .untilAsserted(() -> assertThat(cluster()
                                .client()
                                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", "ExternalArtifact")
                                .inNamespace(tenant().name())
                                .list()
                                .getItems())
                        .extracting(artifact -> artifact.getMetadata().getName())
                        .containsExactlyInAnyOrderElementsOf(names));
    }

    @Test
    default void appliesWhatIsUploadedToABucket() {
        try (S3Server s3 = S3Server.start()) {
            s3.put("app/one.yaml", Tenant.configMap("uploaded", "1"));
            cluster()
                    .client()
                    .secrets()
                    .inNamespace(tenant().name())
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("s3")
                            .endMetadata()
                            .addToStringData("accesskey", S3Server.ACCESS_KEY)
                            .addToStringData("secretkey", S3Server.SECRET_KEY)
                            .build())
                    .create();
            tenant().namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: Bucket
                            metadata: {name: uploads}
                            spec: {interval: 1s, endpoint: "%s", bucketName: "%s", insecure: true, secretRef: {name: s3}}
                            """.formatted(s3.address(), S3Server.BUCKET));
            tenant().namespace().apply("""
                            apiVersion: kustomize.toolkit.fluxcd.io/v1
                            kind: Kustomization
                            metadata: {name: uploads}
                            spec:
                              interval: 1h
                              prune: true
                              path: ./app
                              targetNamespace: %s
                              sourceRef: {kind: Bucket, name: uploads}
                            """.formatted(tenant().name()));
            tenant().awaitValue("uploaded", "1");

            s3.put("app/one.yaml", Tenant.configMap("uploaded", "2"));

            tenant().awaitValue("uploaded", "2");
        }
    }

    @Test
    default void appliesAnArtifactThatIsPushedToARegistry(@TempDir Path folder) throws IOException {
        try (var registry = RegistryServer.start(RegistryServer.Access.OPEN)) {
            String url = "oci://" + registry.address() + "/" + tenant().name();
            pushArtifact(url, folder, "1", "main@sha1:first");
            tenant().namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: OCIRepository
                            metadata: {name: config}
                            spec: {interval: 1s, url: "%s"}
                            """.formatted(url));
            tenant().kustomizationOf("OCIRepository", "config", "app", "./app");
            tenant().awaitValue("of-a-registry", "1");

            pushArtifact(url, folder, "2", "main@sha1:second");

            tenant().awaitValue("of-a-registry", "2");
            await().untilAsserted(() -> assertThat(cluster()
                            .client()
                            .resources(Kustomization.class)
                            .inNamespace(tenant().name())
                            .withName("app")
                            .get()
                            .getStatus()
                            .lastAppliedOriginRevision())
                    .isEqualTo("main@sha1:second"));
        }
    }

    private static void pushArtifact(String url, Path folder, String value, String revision) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("app")).resolve("one.yaml"),
                Tenant.configMap("of-a-registry", value));
        int exit = new CommandLine(new PushCommand())
                .execute(
                        "artifact",
                        url + ":latest",
                        "--path=" + folder,
                        "--source=https://git.example/config",
                        "--revision=" + revision);
        assertThat(exit).isZero();
    }
}
