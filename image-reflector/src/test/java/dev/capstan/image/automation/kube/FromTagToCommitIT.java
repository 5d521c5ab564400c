package dev.capstan.image.automation.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRepository;
import dev.capstan.image.kube.ImageObjectsOfTest;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.servers.PushedImage;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All three kinds at work, by manifests of the oldest version: a tag in a real registry becomes a commit on a real Git server. */
@WithCluster
class FromTagToCommitIT {
    /** Far above the target, for machines that do other things. */
    private static final Duration QUICK = Duration.ofSeconds(15);

    private static PackagedController controller;
    private static RegistryServer registry;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        registry = RegistryServer.start(Access.OPEN);
        controller = AutomationProcess.start(cluster, folder);
    }

    @AfterAll
    static void stop() {
        controller.close();
        registry.close();
    }

    @Test
    void aTagThatIsPushedIsCommitted(TestNamespace namespace, @TempDir Path served) {
        String image = registry.address() + "/" + namespace.name();
        String file = "image: " + image + ":%s # {\"$imagepolicy\": \"" + namespace.name() + ":web\"}\r\n";
        var repository = ScratchRepository.create(served, "config");
        repository.git("-C", repository.bare().toString(), "config", "http.receivepack", "true");
        repository.commit("First", Map.of("web.yaml", file.formatted("1.0.0")));
        PushedImage.push(registry, namespace.name(), "one", "1.0.0");
        var objects = new ImageObjectsOfTest(namespace);
        var automations = new Automations(namespace);
        try (var server = GitBackendServer.serve(served)) {
            automations.source(server.url("config"), "");
            objects.apply("v1beta1", "ImageRepository", "web", "image: " + image + "\ninterval: 1h");
            objects.apply(
                    "v1beta1",
                    "ImagePolicy",
                    "web",
                    "imageRepositoryRef: {name: web}\npolicy: {semver: {range: '>=1.0.0'}}");
            automations.automation("v1beta1", "updates", """
                    interval: 1h
                    sourceRef: {kind: GitRepository, name: config}
                    git:
                      commit:
                        author: {name: fluxcdbot, email: fluxcdbot@users.noreply.example.org}
                        messageTemplate: 'chore: update image to {{.NewTag}}'
                      push: {branch: main}
                    update: {path: ., strategy: Setters}
                    """);
            objects.awaitTag("web", "1.0.0");
            automations.await("updates", Automations::isReady);

            PushedImage.push(registry, namespace.name(), "two", "1.1.0");
            Instant told = Instant.now();
            objects.request(ImageRepository.class, "web", "told-by-the-registry");
            automations.awaitPush("updates");

            assertThat(Duration.between(told, Instant.now())).isLessThan(QUICK);
            assertThat(repository.git("-C", repository.bare().toString(), "show", "main:web.yaml"))
                    .isEqualTo(file.formatted("1.1.0"));
            assertThat(repository.git("-C", repository.bare().toString(), "log", "-1", "--format=%s", "main"))
                    .isEqualTo("chore: update image to 1.1.0\n");
        }
    }
}
