package dev.capstan.cli.demo;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.terminal.Console;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The steps of the demo. Every step does to a real repository or cluster what a person would do, watches what comes of it,
 * and prints the time between the two. A step that does not come out as announced ends the demo.
 */
final class DemoScript implements Script {

    private final Stage stage;
    private final Console console;
    private final KubernetesClient client;
    private final DemoObjects objects;
    private final GitHost git;
    private final ShopSteps steps;
    private final SampleRepository sample;
    private final Duration limit;

    DemoScript(Stage stage) {
        this.stage = stage;
        this.console = stage.console();
        this.client = stage.client();
        this.objects = new DemoObjects(client);
        this.git = new GitHost(stage, DemoObjects.NAMESPACE);
        this.steps = new ShopSteps(stage, git);
        this.sample = new SampleRepository(stage.image());
        this.limit = stage.limit();
    }

    @Override
    public Map<String, String> firstCommit() {
        return sample.firstCommit();
    }

    @Override
    public String folders() {
        return "base/, environments/{dev,staging,prod}";
    }

    @Override
    public void run() throws IOException {
        firstSync();
        commit();
        manualEdit();
        deletedFile();
        String before = brokenCommit();
        revert(before);
    }

    @Override
    public List<String> explorations(String kubectl) {
        return List.of(
                kubectl + " get deployments --all-namespaces",
                kubectl + " -n shop-prod scale deployment shop --replicas=9   # and see it put right");
    }

    @Override
    public void remove(Duration patience) {
        objects.remove(patience);
    }

    @Override
    public String places() {
        return "the namespaces " + DemoObjects.NAMESPACE + " and shop-*";
    }

    private void firstSync() throws IOException {
        console.step(1, "First sync");
        console.say("One GitRepository and three Kustomizations are created; staging waits for dev, prod for staging.");
        String commit = stage.head();
        try (ObservedChange ready =
                ObservedChange.of(objects.kustomizations(), items -> DemoObjects.areReadyAt(items, commit))) {
            long begin = System.nanoTime();
            objects.create(stage.repositoryUrl(), stage.room().address());
            git.register(ToolkitKind.GIT_REPOSITORY, "config");
            console.done(
                    "dev, staging and prod are applied and healthy",
                    ready.await(begin, limit, "all environments healthy at " + commit));
        }
        for (GenericKubernetesResource environment :
                objects.kustomizations().list().getItems()) {
            console.quote("%-8s %d objects"
                    .formatted(
                            environment.getMetadata().getName(),
                            ToolkitObject.of(environment).inventorySize()));
        }
        stage.showChat();
    }

    private void commit() throws IOException {
        steps.commit(shop("dev"), "dev", sample.newVersionInDev());
        awaitAllAt(stage.head());
        stage.showChat();
    }

    private void manualEdit() {
        steps.manualEdit(shop("prod"), "prod");
        stage.showChat();
    }

    private void deletedFile() throws IOException {
        Resource<ConfigMap> preview = client.configMaps()
                .inNamespace(SampleRepository.namespaceOf("dev"))
                .withName("preview");
        steps.deletedFile(preview, "environments/dev/preview.yaml", sample.withoutPreview());
        awaitAllAt(stage.head());
        stage.showChat();
    }

    /** Returns the commit before the broken one. */
    private String brokenCommit() throws IOException {
        console.step(5, "A broken commit");
        console.say("Somebody loses a blank in the indentation of base/deployment.yaml.");
        String before = stage.head();
        List<Long> generations = generations();
        try (ObservedChange complaint = ObservedChange.of(
                objects.kustomizations(),
                items -> items.stream()
                        .anyMatch(item -> item.getMetadata().getName().equals("dev")
                                && DemoObjects.complaint(item).isPresent()))) {
            long begin = git.push("Tidy up", sample.brokenIndentation());
            console.done(
                    "commit → error in the status of the Kustomization",
                    complaint.await(begin, limit, "an error in dev"));
        }
        console.quote(
                DemoObjects.complaint(objects.kustomizations().withName("dev").get())
                        .orElseThrow(() -> new DemoFailure("the error went by itself")));
        if (!generations().equals(generations)
                || !SampleRepository.ENVIRONMENTS.stream().allMatch(this::isRolledOut)) {
            throw new DemoFailure("the broken commit changed something in the cluster");
        }
        console.done("the last good state still runs in all environments, untouched");
        stage.showChat();
        return before;
    }

    private void revert(String before) throws IOException {
        console.step(6, "git revert");
        console.say("The broken commit is taken back.");
        try (ObservedChange back =
                ObservedChange.of(objects.kustomizations(), items -> DemoObjects.areReadyNotAt(items, before))) {
            long begin = git.revert();
            console.done(
                    "revert → all environments healthy again",
                    back.await(begin, limit, "all environments healthy again"));
        }
        stage.showChat();
    }

    private void awaitAllAt(String commit) {
        try (ObservedChange ready =
                ObservedChange.of(objects.kustomizations(), items -> DemoObjects.areReadyAt(items, commit))) {
            ready.await(System.nanoTime(), limit, "all environments at " + commit);
        }
    }

    private Resource<Deployment> shop(String environment) {
        return client.apps()
                .deployments()
                .inNamespace(SampleRepository.namespaceOf(environment))
                .withName(SampleRepository.APPLICATION);
    }

    private List<Long> generations() {
        return SampleRepository.ENVIRONMENTS.stream()
                .map(environment -> shop(environment).get().getMetadata().getGeneration())
                .toList();
    }

    private boolean isRolledOut(String environment) {
        return Rollouts.isRolledOut(shop(environment).get());
    }
}
