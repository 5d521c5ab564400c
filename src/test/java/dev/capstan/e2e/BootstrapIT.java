package dev.capstan.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.CapstanCommand;
import dev.capstan.testkit.process.CapstanCommand.Ended;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a cluster that keeps itself, in order. Its pods are played, so the controllers run beside them, in one process with an
 * administrator's rights.
 */
@WithCluster(dedicated = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BootstrapIT {

    private static final String NAMESPACE = "flux-system";
    private static final String FOLDER = "clusters/prod/flux-system/";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern KEY = Pattern.compile("ecdsa-sha2-nistp384 \\S+");

    private final KubernetesClient client;
    private final TestCluster cluster;
    private final List<String> keys = new ArrayList<>();
    private Path folder;
    private Installation installation;
    private GitSshServer server;
    private ScratchRepository repository;

    BootstrapIT(TestCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
    }

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        repository = ScratchRepository.create(folder, "org/fleet");
        server = GitSshServer.serve(folder);
        installation = new Installation(
                        Installation.Mode.STANDALONE, cluster, Installation.newFolder(Installation.Mode.STANDALONE))
                .start();
    }

    @AfterAll
    void end() {
        installation.close();
        server.close();
    }

    @Test
    @Order(1)
    void aKeyWithoutAccessIsShownAndNothingIsDone() throws Exception {
        Ended refused = bootstrap();

        assertThat(refused.code()).as(refused.output()).isEqualTo(1);
        assertThat(refused.output()).contains("run the same command again: it goes on with this key");
        keys.add(keyIn(refused));
        assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems())
                .isEmpty();
        assertThat(repository.git("ls-remote", "origin")).isEmpty();
    }

    @Test
    @Order(2)
    void withThatKeyTheClusterKeepsItself() throws Exception {
        server.letIn(keys.getFirst());

        Ended done = bootstrap();

        assertThat(done.code()).as(done.output() + installation.lastWords()).isZero();
        String commit = repository.pull();
        assertThat(repository.git("ls-files").lines())
                .containsExactly(
                        FOLDER + "gotk-components.yaml", FOLDER + "gotk-sync.yaml", FOLDER + "kustomization.yaml");
        assertThat(done.output()).contains("applied revision main@sha1:" + commit);
        assertThat(value("identity.pub")).isEqualTo(keys.getFirst() + "\n");
        assertThat(value("known_hosts")).isEqualTo(server.knownHosts());
        assertThat(secret(NAMESPACE + "-new-key")).isNull();
        assertThat(requireNonNull(deployment("helm-controller")).getMetadata().getLabels())
                .containsEntry("kustomize.toolkit.fluxcd.io/name", NAMESPACE);
        assertThat(repository.workTree().resolve(FOLDER + "gotk-components.yaml"))
                .content()
                .as("Secrets belong into the cluster alone")
                .doesNotContain("kind: Secret\n");
    }

    @Test
    @Order(3)
    void anotherRunChangesNothing() throws Exception {
        String before = repository.head();
        String version = requireNonNull(secret(NAMESPACE)).getMetadata().getResourceVersion();

        Ended again = bootstrap();

        assertThat(again.code()).as(again.output()).isZero();
        assertThat(again.output()).contains("branch 'main' holds it already, at " + before);
        assertThat(repository.pull()).isEqualTo(before);
        assertThat(requireNonNull(secret(NAMESPACE)).getMetadata().getResourceVersion())
                .isEqualTo(version);
    }

    @Test
    @Order(4)
    void anotherFolderIsRefusedWhileTheClusterKeepsItself() throws Exception {
        Ended refused = command()
                .run("bootstrap", "git", "--silent", "--url", server.url("org/fleet"), "--path", "clusters/test");

        assertThat(refused.code()).as(refused.output()).isEqualTo(1);
        assertThat(refused.output()).contains("keeps itself already, from the path './clusters/prod'", "--force");
        assertThat(repository.git("ls-remote", "origin", "main")).startsWith(repository.head());
    }

    @Test
    @Order(5)
    void deletedDeploymentsReturn() {
        client.apps().deployments().inNamespace(NAMESPACE).delete();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(List.of("source-controller", "kustomize-controller", "helm-controller"))
                        .allSatisfy(name -> assertThat(deployment(name)).isNotNull()));
    }

    @Test
    @Order(6)
    void aNewKeyTakesThePlaceOfTheOldOneOnceItIsLetIn() throws Exception {
        Ended waiting = bootstrap("--rotate-key");
        assertThat(waiting.code()).as(waiting.output()).isEqualTo(1);
        keys.add(keyIn(waiting));
        assertThat(value("identity.pub")).as("the key in use").isEqualTo(keys.getFirst() + "\n");
        server.letIn(keys.get(1));

        Ended rotated = bootstrap("--rotate-key");

        assertThat(rotated.code()).as(rotated.output()).isZero();
        assertThat(keys.get(1)).isNotEqualTo(keys.getFirst());
        assertThat(value("identity.pub")).isEqualTo(keys.get(1) + "\n");
        assertThat(rotated.output().substring(rotated.output().indexOf("delete it at the repository")))
                .contains(keys.getFirst());
        server.shutOut(keys.getFirst());
        repository.pull();
        String commit = repository.commit("Add an application", Map.of("clusters/prod/app.yaml", """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: app, namespace: default}
            """));
        Ended fetched = command().run("reconcile", "kustomization", NAMESPACE, "--with-source");
        assertThat(fetched.output()).contains("applied revision main@sha1:" + commit);
    }

    @Test
    @Order(7)
    void anUpgradeWithFewerControllersPrunesTheOthersAndNothingThatCountsForMore() throws Exception {
        client.resource("""
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: of-a-user, namespace: default}
            spec: {interval: 1h, suspend: true, chart: {spec: {chart: a, sourceRef: {kind: GitRepository, name: a}}}}
            """).create();

        Ended upgraded = bootstrap("--tag", "v9.9.9", "--components", "source-controller,kustomize-controller");

        assertThat(upgraded.code())
                .as(upgraded.output() + installation.lastWords())
                .isZero();
        assertThat(requireNonNull(deployment("source-controller"))
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .endsWith("source-controller:v9.9.9");
        assertThat(deployment("helm-controller")).isNull();
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("helmreleases.helm.toolkit.fluxcd.io")
                        .get())
                .as("the object of a user would go with it")
                .isNotNull();
        assertThat(secret("capstan-nats")).isNotNull();
        assertThat(client.configMaps().inNamespace("default").withName("app").get())
                .isNotNull();
    }

    @Test
    @Order(8)
    void theControllersStayWhenTheKustomizationIsDeletedAndARunBringsItBack() throws Exception {
        var kustomization = client.genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
                .inNamespace(NAMESPACE)
                .withName(NAMESPACE);
        String deleted = kustomization.get().getMetadata().getUid();
        kustomization.delete();
        // It may be back at once: it belongs to the objects that it keeps.
        await().atMost(SOON)
                .until(() -> Optional.ofNullable(kustomization.get())
                        .filter(now -> now.getMetadata().getUid().equals(deleted))
                        .isEmpty());
        assertThat(deployment("source-controller")).isNotNull();

        Ended back = bootstrap("--tag", "v9.9.9", "--components", "source,kustomize");

        assertThat(back.code()).as(back.output()).isZero();
        assertThat(kustomization.get()).isNotNull();
    }

    private Ended bootstrap(String... more) throws Exception {
        var words = new ArrayList<>(
                List.of("bootstrap", "git", "--silent", "--url", server.url("org/fleet"), "--path", "clusters/prod"));
        words.addAll(List.of(more));
        return command().run(words.toArray(String[]::new));
    }

    private CapstanCommand command() {
        return new CapstanCommand(cluster.kubeconfig(), NAMESPACE, folder);
    }

    private static String keyIn(Ended ended) {
        var key = KEY.matcher(ended.output());
        assertThat(key.find()).as(ended.output()).isTrue();
        return key.group();
    }

    private Deployment deployment(String name) {
        return client.apps().deployments().inNamespace(NAMESPACE).withName(name).get();
    }

    private Secret secret(String name) {
        return client.secrets().inNamespace(NAMESPACE).withName(name).get();
    }

    private String value(String key) {
        String encoded = requireNonNull(secret(NAMESPACE)).getData().get(key);
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
