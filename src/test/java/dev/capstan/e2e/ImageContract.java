package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImagePolicyStatus;
import dev.capstan.api.image.ImageUpdateAutomation;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.cli.artifact.PushCommand;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.servers.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A new image is seen, chosen, committed, applied, and told about; what people undo stays undone. */
interface ImageContract extends InstalledScenario {

    /** The manifests of older tutorials, a webhook of the registry, and the commit in the cluster. */
    @Test
    default void anImageThatIsPushedIsCommittedAndApplied(@TempDir Path folder) throws Exception {
        try (RegistryServer registry = RegistryServer.start(RegistryServer.Access.OPEN)) {
            String image = registry.address() + "/team/app";
            pushImage(image, "1.0.0", folder);
            install(image, """
                    apiVersion: image.toolkit.fluxcd.io/v1beta1
                    kind: ImageUpdateAutomation
                    metadata: {name: images}
                    spec:
                      interval: 1h
                      sourceRef: {kind: GitRepository, name: config}
                      git:
                        checkout: {ref: {branch: main}}
                        commit:
                          author: {name: robot, email: robot@example.org}
                          messageTemplate: 'chore: update image to {{.NewTag}}'
                        push: {branch: main}
                      update: {path: ./app, strategy: Setters}
                    """);
            tenant().awaitValue("app", image + ":1.0.0");
            String path = tenant().receiver(
                            "pushed", "{apiVersion: image.toolkit.fluxcd.io/v1, kind: ImageRepository, name: app}");

            pushImage(image, "1.1.0", folder);
            pushImage(image, "2.0.0-rc.1", folder);
            assertThat(callWebhook(path)).isEqualTo(200);

            tenant().awaitValue("app", image + ":1.1.0");
            String commit = tenant().repository().pull();
            tenant().awaitApplied("app", Tenant.revision(commit));
            assertThat(tenant().repository().git("log", "-1", "--format=%an <%ae> %B"))
                    .startsWith("robot <robot@example.org> chore: update image to 1.1.0");
            assertThat(tenant().repository().workTree().resolve("app/app.yaml"))
                    .content()
                    .isEqualTo(marked(image + ":1.1.0"));
        }
    }

    /** The automation leaves alone what people went back from, until there is something newer. */
    @Test
    default void anImageThatPeopleRevertStaysReverted(@TempDir Path folder) throws Exception {
        try (RegistryServer registry = RegistryServer.start(RegistryServer.Access.OPEN)) {
            String image = registry.address() + "/team/app";
            pushImage(image, "1.1.0", folder);
            install(image, """
                    apiVersion: image.toolkit.fluxcd.io/v1
                    kind: ImageUpdateAutomation
                    metadata: {name: images}
                    spec:
                      interval: 1s
                      sourceRef: {kind: GitRepository, name: config}
                      git: {commit: {author: {name: robot, email: robot@example.org}}}
                      update: {path: ./app}
                    """);
            tenant().awaitValue("app", image + ":1.1.0");

            String reverted = Tenant.revision(
                    tenant().repository().revert(tenant().repository().pull()));
            await("the automation has looked at the revert")
                    .atMost(Tenant.SOON)
                    .until(() -> observedRevision().equals(Optional.of(reverted)));
            tenant().awaitApplied("app", reverted);
            tenant().awaitValue("app", image + ":1.0.0");
            pushImage(image, "1.2.0", folder);
            scanAgain();

            tenant().awaitValue("app", image + ":1.2.0");
            tenant().repository().pull();
            assertThat(tenant().repository().git("log", "--format=%an").lines())
                    .containsExactly("robot", "Testkit", "robot", "Testkit");
        }
    }

    /** A repository that is reached over SSH is pushed to with the same key. */
    @Test
    default void anImageIsCommittedOverSsh(@TempDir Path folder, @TempDir Path root) throws Exception {
        var repository = ScratchRepository.create(root, "secret");
        try (RegistryServer registry = RegistryServer.start(RegistryServer.Access.OPEN);
                GitSshServer ssh = GitSshServer.serve(root)) {
            String image = registry.address() + "/team/app";
            pushImage(image, "1.1.0", folder);
            repository.commit("first", Map.of("app/app.yaml", marked(image + ":1.0.0")));
            tenant().secret("ssh", Map.of("identity", ssh.identity(), "known_hosts", ssh.knownHosts()));
            tenant().namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: GitRepository
                            metadata: {name: config}
                            spec: {interval: 1h, url: "%s", ref: {branch: main}, secretRef: {name: ssh}}
                            """.formatted(ssh.url("secret")));
            policy(image);
            tenant().kustomization("app", "./app");
            tenant().namespace().apply("""
                            apiVersion: image.toolkit.fluxcd.io/v1
                            kind: ImageUpdateAutomation
                            metadata: {name: images}
                            spec:
                              interval: 1h
                              sourceRef: {kind: GitRepository, name: config}
                              git: {commit: {author: {name: robot, email: robot@example.org}}}
                            """);

            tenant().awaitValue("app", image + ":1.1.0");
        }
    }

    private void install(String image, String automation) {
        tenant().push("first", Map.of("app/app.yaml", marked(image + ":1.0.0")));
        tenant().source();
        tenant().kustomization("app", "./app");
        policy(image);
        tenant().namespace().apply(automation);
    }

    private void policy(String image) {
        tenant().namespace().apply("""
                        apiVersion: image.toolkit.fluxcd.io/v1beta1
                        kind: ImageRepository
                        metadata: {name: app}
                        spec: {image: "%s", interval: 1h}
                        """.formatted(image));
        tenant().namespace().apply("""
                        apiVersion: image.toolkit.fluxcd.io/v1beta1
                        kind: ImagePolicy
                        metadata: {name: app}
                        spec:
                          imageRepositoryRef: {name: app}
                          policy: {semver: {range: ">=1.0.0"}}
                        """);
        await("the policy has chosen")
                .atMost(Tenant.SOON)
                .until(() -> Optional.ofNullable(cluster()
                                .client()
                                .resources(ImagePolicy.class)
                                .inNamespace(tenant().name())
                                .withName("app")
                                .get()
                                .getStatus())
                        .map(ImagePolicyStatus::latestRef)
                        .isPresent());
    }

    private Optional<String> observedRevision() {
        return Optional.ofNullable(cluster()
                        .client()
                        .resources(ImageUpdateAutomation.class)
                        .inNamespace(tenant().name())
                        .withName("images")
                        .get()
                        .getStatus())
                .map(ImageUpdateAutomationStatus::observedSourceRevision);
    }

    private void scanAgain() throws IOException, InterruptedException {
        String path = tenant().receiver(
                        "pushed", "{apiVersion: image.toolkit.fluxcd.io/v1, kind: ImageRepository, name: app}");
        assertThat(callWebhook(path)).isEqualTo(200);
    }

    private String marked(String value) {
        return """
                # What runs here
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: app}
                data:
                    value: "%s"   # {"$imagepolicy": "%s:app"}

                """.formatted(value, tenant().name());
    }

    private static void pushImage(String image, String tag, Path folder) throws IOException {
        Files.writeString(folder.resolve("content"), tag);
        int exit = new CommandLine(new PushCommand())
                .execute(
                        "artifact",
                        "oci://" + image + ":" + tag,
                        "--path=" + folder,
                        "--source=https://git.example/app",
                        "--revision=" + tag);
        assertThat(exit).isZero();
    }
}
