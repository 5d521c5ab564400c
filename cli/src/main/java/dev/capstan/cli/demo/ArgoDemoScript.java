package dev.capstan.cli.demo;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.terminal.Console;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The steps of the demo with an Application of Argo CD. Every step does to a real repository or cluster what a person would do, watches
 * what comes of it, and prints the time between the two. A step that does not come out as announced ends the demo.
 */
final class ArgoDemoScript implements Script {

    private final Stage stage;
    private final Console console;
    private final KubernetesClient client;
    private final ArgoObjects objects;
    private final GitHost git;
    private final ShopSteps steps;
    private final ArgoRepository sample;
    private final Duration limit;

    /** @throws CommandFailure when the cluster has a control plane of Argo CD already */
    ArgoDemoScript(Stage stage) {
        this.stage = stage;
        this.console = stage.console();
        this.client = stage.client();
        this.objects = new ArgoObjects(client);
        this.git = new GitHost(stage, ArgoObjects.NAMESPACE);
        this.steps = new ShopSteps(stage, git);
        this.sample = new ArgoRepository(stage.image());
        this.limit = stage.limit();
        if (objects.isTaken()) {
            throw new CommandFailure("This cluster has a namespace %s, which the demo would make and take away again."
                            .formatted(ArgoObjects.NAMESPACE)
                    + " Let Capstan use its own cluster: CAPSTAN_CLUSTER=devcluster");
        }
    }

    @Override
    public Map<String, String> firstCommit() {
        return sample.firstCommit();
    }

    @Override
    public String folders() {
        return "environments/prod";
    }

    @Override
    public void run() throws IOException {
        firstSync();
        steps.commit(shop(), "prod", sample.newVersion());
        settled();
        steps.manualEdit(shop(), "prod");
        settled();
        steps.deletedFile(
                client.configMaps().inNamespace(ArgoObjects.APPLICATION).withName("preview"),
                ArgoRepository.PREVIEW,
                sample.withoutPreview());
        settled();
        brokenCommit();
        revert();
    }

    private void firstSync() throws IOException {
        console.step(1, "First sync");
        console.say(
                "One Application of Argo CD is created, as its documents show it: automated, with prune and selfHeal.");
        objects.prepare(stage.room().address());
        git.register(ToolkitKind.APPLICATION, ArgoObjects.APPLICATION);
        objects.awaitProject(limit);
        String commit = stage.head();
        try (ObservedChange ready = ObservedChange.of(
                objects.application(), Rollouts.one(application -> ArgoObjects.isReadyAt(application, commit)))) {
            long begin = System.nanoTime();
            objects.create(stage.repositoryUrl());
            console.done("Synced and Healthy", ready.await(begin, limit, "my-app synced with " + commit));
        }
        console.quote("%s   %d objects"
                .formatted(
                        ArgoObjects.APPLICATION,
                        ToolkitObject.of(objects.application().get()).inventorySize()));
        stage.showChat();
    }

    private void brokenCommit() throws IOException {
        console.step(5, "A broken commit");
        console.say("Somebody loses a blank in the indentation of environments/prod/deployment.yaml.");
        long generation = shop().get().getMetadata().getGeneration();
        try (ObservedChange complaint = ObservedChange.of(
                objects.application(),
                Rollouts.one(application -> ArgoObjects.complaint(application).isPresent()))) {
            long begin = git.push("Tidy up", sample.brokenIndentation());
            console.done(
                    "commit → ComparisonError in the status of the Application",
                    complaint.await(begin, limit, "a ComparisonError"));
        }
        console.quote(ArgoObjects.complaint(objects.application().get())
                .orElseThrow(() -> new DemoFailure("the error went by itself")));
        if (shop().get().getMetadata().getGeneration() != generation || !Rollouts.isRolledOut(shop().get())) {
            throw new DemoFailure("the broken commit changed something in the cluster");
        }
        console.done("the last good state still runs, untouched");
        stage.showChat();
    }

    private void revert() throws IOException {
        console.step(6, "git revert");
        console.say("The broken commit is taken back.");
        String broken = stage.head();
        try (ObservedChange back = ObservedChange.of(
                objects.application(), Rollouts.one(application -> ArgoObjects.isReadyNotAt(application, broken)))) {
            long begin = git.revert();
            console.done("revert → Synced and Healthy again", back.await(begin, limit, "my-app synced again"));
        }
        stage.showChat();
    }

    /** Waits until the Application itself says so. */
    private void settled() throws IOException {
        String commit = stage.head();
        try (ObservedChange ready = ObservedChange.of(
                objects.application(), Rollouts.one(application -> ArgoObjects.isReadyAt(application, commit)))) {
            ready.await(System.nanoTime(), limit, "my-app synced with " + commit);
        }
        stage.showChat();
    }

    private Resource<Deployment> shop() {
        return client.apps().deployments().inNamespace(ArgoObjects.APPLICATION).withName(SampleRepository.APPLICATION);
    }

    @Override
    public List<String> explorations(String kubectl) {
        return List.of(
                kubectl + " -n argocd get application my-app -o yaml",
                kubectl + " -n my-app scale deployment shop --replicas=9   # and see it put right");
    }

    @Override
    public void remove(Duration patience) {
        objects.remove(patience);
    }

    @Override
    public String places() {
        return "the namespaces argocd and my-app";
    }
}
