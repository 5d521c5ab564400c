package dev.capstan.pods;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.devcluster.NodeKind;
import dev.capstan.e2e.Tenant;
import dev.capstan.e2e.UsedRights;
import dev.capstan.manifests.Installation;
import dev.capstan.testkit.audit.GrantedRights;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.CapstanCommand;
import dev.capstan.testkit.process.CapstanCommand.Ended;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the command makes of a cluster whose pods run, in the order in which it is lived through: installed, brought to another
 * version, taken away, and installed from a repository that the cluster keeps itself by from then on.
 */
@WithCluster(node = NodeKind.REAL, dedicated = true, crds = false)
@EnabledIfSystemProperty(
        named = "pods.long",
        matches = "true",
        disabledReason = "pods of seven controllers start five times, which takes minutes: in the profile nightly")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // made before the first test
class InstallationByCommandIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String NEXT = "v9.9.9";
    private static final Pattern KEY = Pattern.compile("ecdsa-sha2-nistp384 \\S+");

    private TestCluster cluster;
    private KubernetesClient client;
    private CapstanCommand command;
    private Tenant tenant;
    private SampleApplication application;

    @BeforeAll
    void prepare(TestCluster own, @TempDir Path folder) throws IOException {
        cluster = own;
        client = own.client();
        new PodInstallation(own).pushImages(List.of(NEXT));
        Path outputs = Files.createDirectory(folder.resolve("outputs"));
        command = new CapstanCommand(own.kubeconfig(), PodInstallation.NAMESPACE, outputs);
        TestNamespace team = own.createNamespace("team");
        tenant = new Tenant(
                team,
                Files.createDirectory(folder.resolve("team")),
                own.realNode().host());
        application = new SampleApplication(team);
        push("nothing");
    }

    /** At the end nothing may have been refused of what the shipped roles do not give. */
    @AfterAll
    void moveOut() {
        tenant.close();
        List<HasMetadata> shipped = Installation.allWith("cluster-reconciler").objects();
        new UsedRights(GrantedRights.of(shipped), cluster.audit()).nothingWasRefused();
    }

    @Test
    @Order(1)
    void whatIsInstalledPassesItsCheckAndDeploysAnApplication() throws Exception {
        succeeds("install");
        succeeds("check");

        deploy("one");

        Ended logs = new CapstanCommand(cluster.kubeconfig(), tenant.name(), command.folder())
                .run("logs", "--kind", "kustomization", "--name", "app");
        assertThat(logs.code()).as(logs.output()).isZero();
        assertThat(logs.output()).contains("kustomize-controller", "app." + tenant.name());
    }

    @Test
    @Order(2)
    void anotherVersionIsRolledOutDuringPushesAndNothingIsLost(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("upgrade.txt");
        Process upgrade = command.start(output, "install", "--tag", NEXT);
        int pushes = 0;
        while (upgrade.isAlive()) {
            String said = "during the upgrade " + ++pushes;
            push(said);
            application.awaitMessage(said);
        }
        String last = push("after the upgrade");

        assertThat(upgrade.waitFor()).as(Files.readString(output)).isZero();
        tenant.awaitApplied("app", last);
        application.awaitMessage("after the upgrade");
        assertThat(deployments())
                .hasSize(7)
                .allSatisfy(it -> assertThat(it.getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getImage())
                        .endsWith(":" + NEXT));
        report("%d pushes were applied while every controller was rolled over".formatted(pushes));
    }

    @Test
    @Order(3)
    void whatWasAppliedRunsOnWithoutAnInstallation() throws Exception {
        succeeds("uninstall", "--yes");

        assertThat(client.namespaces().withName(PodInstallation.NAMESPACE).get())
                .isNull();
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .list()
                        .getItems())
                .isEmpty();
        application.awaitMessage("after the upgrade");
        assertThat(application.deployment().get().getStatus().getReadyReplicas())
                .isEqualTo(1);
    }

    @Test
    @Order(4)
    void aClusterThatKeepsItselfBringsBackEveryDeployment(@TempDir Path folder) throws Exception {
        var repository = ScratchRepository.create(folder, "fleet");
        try (GitSshServer git = GitSshServer.serveAt(cluster.realNode().host(), folder)) {
            String[] bootstrap = {"bootstrap", "git", "--silent", "--url", git.url("fleet"), "--path", "clusters/prod"};
            Matcher key = KEY.matcher(command.run(LONG, bootstrap).output());
            assertThat(key.find()).isTrue();
            git.letIn(key.group());
            succeeds(bootstrap);
            assertThat(repository.pull()).isNotEmpty();
            Map<String, String> before = deployments().stream()
                    .collect(toMap(
                            it -> it.getMetadata().getName(),
                            it -> it.getMetadata().getUid()));
            assertThat(before).hasSize(7);

            Instant deleted = Instant.now();
            client.apps().deployments().inNamespace(PodInstallation.NAMESPACE).delete();

            await("every Deployment returns")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(deployments())
                            .hasSameSizeAs(before.keySet())
                            .noneMatch(
                                    it -> before.containsValue(it.getMetadata().getUid())));
            report("every Deployment was back %d ms after all were deleted"
                    .formatted(Duration.between(deleted, Instant.now()).toMillis()));
            await("their pods")
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(deployments())
                            .allSatisfy(it -> assertThat(Readiness.getInstance().isReady(it))
                                    .isTrue()));
            succeeds("check");
        }
        deploy("after all");
    }

    @Test
    @Order(5)
    void whatKeepsItselfIsTakenAwayAllTheSame() throws Exception {
        assertThat(command.run("uninstall", "--dry-run").output())
                .contains(
                        "Kustomization flux-system/flux-system keeps this installation and would be suspended first.");

        Instant begin = Instant.now();
        succeeds("uninstall", "--yes");
        report("a cluster that keeps itself let its installation go in %d ms"
                .formatted(Duration.between(begin, Instant.now()).toMillis()));

        assertThat(client.namespaces().withName(PodInstallation.NAMESPACE).get())
                .isNull();
        application.awaitMessage("after all");
    }

    private void succeeds(String... arguments) throws Exception {
        Ended ended = command.run(LONG, arguments);
        assertThat(ended.code()).as(ended.output()).isZero();
    }

    private List<Deployment> deployments() {
        return client.apps()
                .deployments()
                .inNamespace(PodInstallation.NAMESPACE)
                .list()
                .getItems();
    }

    private void deploy(String message) {
        String pushed = push(message);
        tenant.source();
        tenant.kustomization("app", "./app", "wait: true", "timeout: 1m");
        application.awaitMessage(message);
        tenant.awaitApplied("app", pushed);
    }

    private String push(String message) {
        return tenant.push("it says " + message, Map.of("app/web.yaml", SampleApplication.manifest(message)));
    }

    private static void report(String line) {
        System.out.println("pods: " + line);
    }
}
