package dev.capstan.cli.demo;

import dev.capstan.cli.process.Session;
import dev.capstan.cli.terminal.Page;
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
 * and prints the time between the two. A step that does not come out as told ends the story.
 */
final class Story {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration CHAT_PATIENCE = Duration.ofSeconds(3);
    private static final String NEW_VERSION = "1.1.0";

    private final Page page;
    private final Session session;
    private final KubernetesClient client;
    private final DemoObjects objects;
    private final BareRepository repository;
    private final URI repositoryUrl;
    private final ChatRoom room;
    private final HttpClient gitHost = HttpClient.newHttpClient();

    Story(Page page, Session session, BareRepository repository, URI repositoryUrl, ChatRoom room) {
        this.page = page;
        this.session = session;
        this.client = session.client();
        this.objects = new DemoObjects(client);
        this.repository = repository;
        this.repositoryUrl = repositoryUrl;
        this.room = room;
    }

    void tell() throws IOException {
        firstSync();
        commit();
        manualEdit();
        deletedFile();
        String before = brokenCommit();
        revert(before);
    }

    private void firstSync() throws IOException {
        page.step(1, "First sync");
        page.say("One GitRepository and three Kustomizations are created; staging waits for dev, prod for staging.");
        String commit = repository.head(SampleRepository.BRANCH).orElseThrow();
        try (Sighting ready = Sighting.of(objects.kustomizations(), items -> DemoObjects.areReadyAt(items, commit))) {
            long begin = System.nanoTime();
            objects.create(repositoryUrl, room.address());
            page.done(
                    "dev, staging and prod are applied and healthy",
                    ready.await(begin, LIMIT, "all environments healthy at " + commit));
        }
        for (GenericKubernetesResource environment :
                objects.kustomizations().list().getItems()) {
            page.quote("%-8s %d objects".formatted(environment.getMetadata().getName(), DemoObjects.size(environment)));
        }
        showChat();
    }

    private void commit() throws IOException {
        page.step(2, "A commit");
        page.say("Somebody pushes version " + NEW_VERSION + " of the shop to dev; the Git host calls the webhook.");
        String image = "registry.example/shop:" + NEW_VERSION;
        try (Sighting applied = Sighting.of(shop("dev"), one(deployment -> image.equals(imageOf(deployment))));
                Sighting healthy = Sighting.of(
                        shop("dev"), one(deployment -> image.equals(imageOf(deployment)) && isRolledOut(deployment)))) {
            long begin = push("Release shop " + NEW_VERSION + " to dev", SampleRepository.newVersionInDev(NEW_VERSION));
            page.done("commit → changed in the cluster", applied.await(begin, LIMIT, "the new image in dev"));
            page.done(
                    "commit → rolled out and healthy",
                    healthy.await(begin, LIMIT, "the new version rolled out in dev"));
        }
        awaitAllAt(repository.head(SampleRepository.BRANCH).orElseThrow());
        showChat();
    }

    private void manualEdit() {
        page.step(3, "A manual edit");
        page.say("Somebody scales the shop in prod by hand:");
        page.quote("kubectl --namespace shop-prod scale deployment shop --replicas=9");
        int wanted = replicasOf(shop("prod").get());
        AtomicBoolean sawEdit = new AtomicBoolean();
        try (Sighting repaired = Sighting.of(shop("prod"), one(deployment -> {
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
            page.done("edit → put right", repaired.await(begin, LIMIT, wanted + " replicas in prod again"));
        }
        showChat();
    }

    private void deletedFile() throws IOException {
        page.step(4, "A deleted file");
        page.say("A commit removes environments/dev/preview.yaml.");
        Resource<ConfigMap> preview = client.configMaps()
                .inNamespace(SampleRepository.namespaceOf("dev"))
                .withName("preview");
        if (preview.get() == null) {
            throw new StoryFailure("the ConfigMap preview is not there before its file is deleted");
        }
        try (Sighting gone = Sighting.of(preview, List::isEmpty)) {
            long begin = push("Remove the preview", SampleRepository.withoutPreview(NEW_VERSION));
            page.done("commit → pruned", gone.await(begin, LIMIT, "the ConfigMap preview gone"));
        }
        awaitAllAt(repository.head(SampleRepository.BRANCH).orElseThrow());
        showChat();
    }

    /** Returns the commit before the broken one. */
    private String brokenCommit() throws IOException {
        page.step(5, "A broken commit");
        page.say("Somebody loses a blank in the indentation of base/deployment.yaml.");
        String before = repository.head(SampleRepository.BRANCH).orElseThrow();
        List<Long> generations = generations();
        try (Sighting complaint = Sighting.of(
                objects.kustomizations(),
                items -> items.stream()
                        .anyMatch(item -> item.getMetadata().getName().equals("dev")
                                && DemoObjects.complaint(item).isPresent()))) {
            long begin = push("Tidy up", SampleRepository.brokenIndentation());
            page.done(
                    "commit → error in the status of the Kustomization",
                    complaint.await(begin, LIMIT, "an error in dev"));
        }
        page.quote(
                DemoObjects.complaint(objects.kustomizations().withName("dev").get())
                        .orElseThrow(() -> new StoryFailure("the error went by itself")));
        if (!generations().equals(generations)
                || !SampleRepository.ENVIRONMENTS.stream().allMatch(this::isRolledOut)) {
            throw new StoryFailure("the broken commit changed something in the cluster");
        }
        page.done("the last good state still runs in all environments, untouched");
        showChat();
        return before;
    }

    private void revert(String before) throws IOException {
        page.step(6, "git revert");
        page.say("The broken commit is taken back.");
        try (Sighting back = Sighting.of(
                objects.kustomizations(),
                items -> items.size() == SampleRepository.ENVIRONMENTS.size()
                        && items.stream()
                                .allMatch(item -> DemoObjects.isReady(item) && !DemoObjects.isAt(item, before)))) {
            repository.revertHead(SampleRepository.BRANCH);
            long begin = callWebhook();
            page.done(
                    "revert → all environments healthy again",
                    back.await(begin, LIMIT, "all environments healthy again"));
        }
        showChat();
    }

    /** Commits to the served repository, calls the webhook as a Git host does, and returns when that was. */
    private long push(String message, Map<String, Optional<String>> files) throws IOException {
        repository.commit(SampleRepository.BRANCH, message, files);
        return callWebhook();
    }

    private long callWebhook() throws IOException {
        URI webhook = session.controllers().webhooks().resolve(objects.webhookPath(LIMIT));
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = gitHost.send(
                    HttpRequest.newBuilder(webhook)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new StoryFailure("the webhook answered " + response.statusCode() + ": " + response.body());
            }
            return begin;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailure("interrupted while calling the webhook", e);
        }
    }

    private void awaitAllAt(String commit) {
        try (Sighting ready = Sighting.of(objects.kustomizations(), items -> DemoObjects.areReadyAt(items, commit))) {
            ready.await(System.nanoTime(), LIMIT, "all environments at " + commit);
        }
    }

    private void showChat() {
        List<String> messages = room.newMessages(CHAT_PATIENCE);
        messages.forEach(message -> page.chat("#deploys", message.replace("\n", "\n             ")));
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
