package dev.capstan.cli.demo;

import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.installation.LocalInstallation;
import dev.capstan.cli.terminal.Console;
import dev.capstan.git.write.BareRepository;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * The steps of the demo. Every step does to a real repository or cluster what a person would do, watches what comes of it,
 * and prints the time between the two. A step that does not come out as announced ends the demo.
 */
final class DemoScript {

    private static final Duration CHAT_PATIENCE = Duration.ofSeconds(3);

    private final Console console;
    private final LocalInstallation installation;
    private final KubernetesClient client;
    private final DemoObjects objects;
    private final SampleRepository sample;
    private final Duration limit;
    private final BareRepository repository;
    private final URI repositoryUrl;
    private final ChatRoom room;
    private final HttpClient gitHost = HttpClient.newHttpClient();

    DemoScript(
            Console console,
            LocalInstallation installation,
            SampleRepository sample,
            BareRepository repository,
            URI repositoryUrl,
            ChatRoom room) {
        this.console = console;
        this.installation = installation;
        this.client = installation.client();
        this.objects = new DemoObjects(client);
        this.sample = sample;
        this.limit = sample.image().patience();
        this.repository = repository;
        this.repositoryUrl = repositoryUrl;
        this.room = room;
    }

    void run() throws IOException {
        firstSync();
        commit();
        manualEdit();
        deletedFile();
        String before = brokenCommit();
        revert(before);
    }

    private void firstSync() throws IOException {
        console.step(1, "First sync");
        console.say("One GitRepository and three Kustomizations are created; staging waits for dev, prod for staging.");
        String commit = repository.head(SampleRepository.BRANCH).orElseThrow();
        try (ObservedChange ready =
                ObservedChange.of(objects.kustomizations(), items -> DemoObjects.areReadyAt(items, commit))) {
            long begin = System.nanoTime();
            objects.create(repositoryUrl, room.address());
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
        showChat();
    }

    private void commit() throws IOException {
        console.step(2, "A commit");
        String version = sample.image().next();
        console.say("Somebody pushes version " + version + " of the shop to dev; the Git host calls the webhook.");
        String image = sample.image().at(version);
        try (ObservedChange applied =
                        ObservedChange.of(shop("dev"), one(deployment -> image.equals(imageOf(deployment))));
                ObservedChange healthy = ObservedChange.of(
                        shop("dev"), one(deployment -> image.equals(imageOf(deployment)) && isRolledOut(deployment)))) {
            long begin = push("Release shop " + version + " to dev", sample.newVersionInDev());
            console.done("commit → changed in the cluster", applied.await(begin, limit, "the new image in dev"));
            console.done(
                    "commit → rolled out and healthy",
                    healthy.await(begin, limit, "the new version rolled out in dev"));
        }
        awaitAllAt(repository.head(SampleRepository.BRANCH).orElseThrow());
        showChat();
    }

    private void manualEdit() {
        console.step(3, "A manual edit");
        console.say("Somebody scales the shop in prod by hand:");
        console.quote("kubectl --namespace shop-prod scale deployment shop --replicas=9");
        int wanted = replicasOf(shop("prod").get());
        AtomicBoolean sawEdit = new AtomicBoolean();
        try (ObservedChange repaired = ObservedChange.of(shop("prod"), one(deployment -> {
            if (replicasOf(deployment) == 9) {
                sawEdit.set(true);
            }
            return sawEdit.get() && replicasOf(deployment) == wanted;
        }))) {
            long begin = System.nanoTime();
            shop("prod")
                    .patch(
                            new PatchContext.Builder()
                                    .withPatchType(PatchType.JSON_MERGE)
                                    .withFieldManager("kubectl-scale")
                                    .build(),
                            "{\"spec\":{\"replicas\":9}}");
            console.done("edit → put right", repaired.await(begin, limit, wanted + " replicas in prod again"));
        }
        showChat();
    }

    private void deletedFile() throws IOException {
        console.step(4, "A deleted file");
        console.say("A commit removes environments/dev/preview.yaml.");
        Resource<ConfigMap> preview = client.configMaps()
                .inNamespace(SampleRepository.namespaceOf("dev"))
                .withName("preview");
        if (preview.get() == null) {
            throw new DemoFailure("the ConfigMap preview is not there before its file is deleted");
        }
        try (ObservedChange gone = ObservedChange.of(preview, List::isEmpty)) {
            long begin = push("Remove the preview", sample.withoutPreview());
            console.done("commit → pruned", gone.await(begin, limit, "the ConfigMap preview gone"));
        }
        awaitAllAt(repository.head(SampleRepository.BRANCH).orElseThrow());
        showChat();
    }

    /** Returns the commit before the broken one. */
    private String brokenCommit() throws IOException {
        console.step(5, "A broken commit");
        console.say("Somebody loses a blank in the indentation of base/deployment.yaml.");
        String before = repository.head(SampleRepository.BRANCH).orElseThrow();
        List<Long> generations = generations();
        try (ObservedChange complaint = ObservedChange.of(
                objects.kustomizations(),
                items -> items.stream()
                        .anyMatch(item -> item.getMetadata().getName().equals("dev")
                                && DemoObjects.complaint(item).isPresent()))) {
            long begin = push("Tidy up", sample.brokenIndentation());
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
        showChat();
        return before;
    }

    private void revert(String before) throws IOException {
        console.step(6, "git revert");
        console.say("The broken commit is taken back.");
        try (ObservedChange back =
                ObservedChange.of(objects.kustomizations(), items -> DemoObjects.areReadyNotAt(items, before))) {
            repository.revertHead(SampleRepository.BRANCH);
            long begin = callWebhook();
            console.done(
                    "revert → all environments healthy again",
                    back.await(begin, limit, "all environments healthy again"));
        }
        showChat();
    }

    /** Commits to the served repository, calls the webhook as a Git host does, and returns when that was. */
    private long push(String message, Map<String, Optional<String>> files) throws IOException {
        repository.commit(SampleRepository.BRANCH, message, files);
        return callWebhook();
    }

    private long callWebhook() throws IOException {
        URI webhook = installation.controllers().webhooks().resolve(objects.webhookPath(limit));
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = gitHost.send(
                    HttpRequest.newBuilder(webhook)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new DemoFailure("the webhook answered " + response.statusCode() + ": " + response.body());
            }
            return begin;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while calling the webhook", e);
        }
    }

    private void awaitAllAt(String commit) {
        try (ObservedChange ready =
                ObservedChange.of(objects.kustomizations(), items -> DemoObjects.areReadyAt(items, commit))) {
            ready.await(System.nanoTime(), limit, "all environments at " + commit);
        }
    }

    private void showChat() {
        List<String> messages = room.newMessages(CHAT_PATIENCE);
        messages.forEach(message -> console.chat("#deploys", message.replace("\n", "\n             ")));
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

    private static <T> Predicate<List<T>> one(Predicate<T> state) {
        return items -> items.size() == 1 && state.test(items.getFirst());
    }

    private static String imageOf(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private static int replicasOf(Deployment deployment) {
        return deployment.getSpec().getReplicas();
    }

    private boolean isRolledOut(String environment) {
        return isRolledOut(shop(environment).get());
    }

    private static boolean isRolledOut(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        int wanted = replicasOf(deployment);
        return status != null
                && deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
                && Objects.equals(status.getReplicas(), wanted)
                && Objects.equals(status.getUpdatedReplicas(), wanted)
                && Objects.equals(status.getAvailableReplicas(), wanted);
    }
}
