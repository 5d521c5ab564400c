package dev.capstan.cli.migrate.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.apply.ObjectId;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.migrate.plan.MigrationPlan;
import dev.capstan.cli.migrate.survey.FluxController;
import dev.capstan.cli.migrate.survey.FluxOrigin;
import dev.capstan.cli.migrate.survey.FluxSurvey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes a cluster over. Each stage is verified, then written down; a run that finds a journal goes on behind the stage that is
 * written there.
 */
public final class TakeOver {

    static final String BACKUP = "backup";
    static final String BEFORE = "before";
    static final String OBJECTS = "objects";
    static final String NEW = "new";
    static final String GIT = "git";
    private static final String CONVERT = "convert";
    private static final String KUSTOMIZE = "kustomize-controller";
    private static final String BY_HAND = "capstan-install"; // as capstan install

    private static final ObjectMapper JSON = Serialization.jsonMapper();

    private final KubernetesClient client;
    private final Preparation preparation;
    private final Duration patience;
    private final Progress progress;
    private final RawObjects raw;

    /**
     * @param preparation makes what our manifests need
     * @param patience how long any wait may take
     */
    public TakeOver(KubernetesClient client, Preparation preparation, Duration patience, Progress progress) {
        this.client = client;
        this.preparation = preparation;
        this.patience = patience;
        this.progress = progress;
        this.raw = new RawObjects(client);
    }

    /** Whether a migration was begun and has not come to its end. */
    public static Optional<Stage> begun(KubernetesClient client) {
        return Journal.find(client)
                .flatMap(Journal::state)
                .map(MigrationState::stage)
                .filter(stage -> stage != Stage.DONE);
    }

    /**
     * Begins a migration: writes everything down, and changes nothing.
     *
     * @param components our manifests, definitions first
     * @param goesIntoGit whether a Kustomization that applies Flux gets them from Git in the course of it
     * @throws CommandFailure when the backup cannot be written, or Git has no components to replace
     */
    public void begin(MigrationPlan plan, List<GenericKubernetesResource> components, boolean goesIntoGit) {
        FluxSurvey survey = plan.survey();
        GitPlace git = goesIntoGit && survey.origin() instanceof FluxOrigin.Bootstrapped bootstrapped
                ? place(bootstrapped)
                : null;
        if (git != null) {
            progress.begins("looking for the components of Flux in Git");
            GitComponents.of(client, git).content(); // what fails here would fail when nothing reconciles any more
        }
        progress.begins("writing the backup");
        var journal = new Journal(client, survey.namespace());
        journal.forget(); // parts that a run has left which ended before its state was written
        journal.keep(BACKUP, JSON.valueToTree(new FluxObjects(client, survey).all()));
        List<ToolkitObject> appliers = Stream.concat(
                        survey.all(ToolkitKind.KUSTOMIZATION).stream(), survey.all(ToolkitKind.HELM_RELEASE).stream())
                .toList();
        Set<ObjectId> ids = new TreeSet<>(Footprints.recorded(appliers));
        var releases = new ReleaseObjects(client);
        survey.all(ToolkitKind.HELM_RELEASE).stream()
                .filter(release -> release.inventorySize() == 0)
                .forEach(release -> ids.addAll(releases.of(release)));
        journal.keep(BEFORE, JSON.valueToTree(new Footprints(client, Footprint.FLUX).of(ids)));
        journal.keep(
                OBJECTS,
                JSON.valueToTree(survey.objects().values().stream()
                        .flatMap(List::stream)
                        .map(ToolkitObject::resource)
                        .toList()));
        journal.keep(NEW, JSON.valueToTree(components));
        journal.keep(CONVERT, JSON.valueToTree(plan.converted()));
        Map<String, Integer> replicas = new TreeMap<>();
        survey.controllers().forEach(controller -> replicas.put(controller.name(), controller.replicas()));
        journal.write(new MigrationState(
                survey.namespace(),
                survey.version(),
                Stage.RECORDED,
                Instant.now().toString(),
                replicas,
                List.of(),
                survey.origin() instanceof FluxOrigin.Bootstrapped ? KUSTOMIZE : BY_HAND,
                git));
        progress.done(Stage.RECORDED.words() + ", in Secrets capstan-migration* of " + survey.namespace());
    }

    /**
     * Does what is left of a migration that was begun.
     *
     * @throws CommandFailure when a stage cannot be completed; a later run goes on there
     */
    public Outcome goOn() {
        Journal journal = Journal.find(client)
                .orElseThrow(
                        () -> new CommandFailure("No migration was begun: there are no Secrets capstan-migration*"));
        MigrationState state = journal.state().orElseThrow(() -> new CommandFailure("The journal has no state"));
        List<GenericKubernetesResource> backup = journal.objects(BACKUP);
        List<GenericKubernetesResource> components = journal.objects(NEW);
        if (!state.hasReached(Stage.STOPPED)) {
            state = reached(journal, state, Stage.STOPPED, () -> stop(journal));
        }
        if (!state.hasReached(Stage.INSTALLED)) {
            requireStopped(state);
        }
        if (!state.hasReached(Stage.CONVERTED)) {
            state = reached(journal, state, Stage.CONVERTED, () -> convert(journal));
        }
        GitPlace git = state.git();
        if (!state.hasReached(Stage.COMMITTED) && git != null) {
            state = reached(journal, state, Stage.COMMITTED, () -> commit(journal, git, components));
        }
        if (!state.hasReached(Stage.REMOVED)) {
            state = reached(
                    journal,
                    state,
                    Stage.REMOVED,
                    () -> backup.stream().filter(FluxObjects::goes).forEach(raw::delete));
        }
        if (!state.hasReached(Stage.INSTALLED)) {
            MigrationState bringing =
                    state.fresh().isEmpty() ? state.bringing(fresh(state.namespace(), backup, components)) : state;
            journal.write(bringing);
            state = reached(journal, bringing, Stage.INSTALLED, () -> install(bringing, components));
        }
        if (!state.hasReached(Stage.RECONCILED)) {
            String token = state.token();
            state = reached(journal, state, Stage.RECONCILED, () -> reconcile(journal, components, token));
        }
        Outcome outcome = compare(journal);
        if (outcome.written().isEmpty()) {
            journal.write(state.at(Stage.DONE));
        }
        return outcome;
    }

    private MigrationState reached(Journal journal, MigrationState state, Stage stage, Runnable work) {
        work.run();
        MigrationState next = state.at(stage);
        journal.write(next);
        progress.done(stage.words());
        return next;
    }

    private void stop(Journal journal) {
        MigrationState state = journal.state().orElseThrow();
        var pods = new Pods(client, state.namespace(), patience);
        List<String> names = new ArrayList<>(state.replicas().keySet());
        names.sort(Comparator.comparingInt(TakeOver::rank));
        for (String name : names) {
            progress.begins("stopping " + name);
            pods.stop(name);
        }
    }

    /** Shards have the name of their component in front of their own. */
    private static int rank(String deployment) {
        return FluxController.COMPONENTS.stream()
                .filter(deployment::startsWith)
                .findFirst()
                .map(FluxController.COMPONENTS::indexOf)
                .orElse(0);
    }

    private void requireStopped(MigrationState state) {
        List<String> running = new Pods(client, state.namespace(), patience)
                .running(state.replicas().keySet());
        Set<String> ofFlux = FluxSurvey.controllers(client).stream()
                .map(FluxController::name)
                .collect(Collectors.toSet());
        running.removeIf(name -> !ofFlux.contains(name));
        if (!running.isEmpty()) {
            throw new CommandFailure(
                    ("Something has started %s of Flux again: an operator, a GitOps tool, a person. Find out who, since two sets"
                                    + " of controllers must not work on the same objects; then go on, or back with --back")
                            .formatted(String.join(", ", running)));
        }
    }

    private void convert(Journal journal) {
        journal.kept(CONVERT).ifPresent(definitions -> {
            for (JsonNode definition : definitions) {
                progress.begins("storing the objects of " + definition.asText("") + " again");
                new StoredVersions(client).convert(definition.asText(""));
            }
        });
    }

    private static GitPlace place(FluxOrigin.Bootstrapped origin) {
        String[] source = origin.source().replaceFirst("^\\S+ ", "").split("/", 2);
        return new GitPlace(source[0], source[1], origin.path());
    }

    private void commit(Journal journal, GitPlace place, List<GenericKubernetesResource> components) {
        progress.begins("replacing the components of Flux in Git");
        byte[] ours = ManifestText.of(components).getBytes(StandardCharsets.UTF_8);
        GitComponents git = GitComponents.of(client, place);
        byte[] before = git.content();
        if (!Arrays.equals(before, ours)) {
            // Written down first: a run that is broken off in between would not find it in Git any more.
            journal.keep(GIT, JSON.valueToTree(new String(before, StandardCharsets.UTF_8)));
            git.replace(ours, "Run Capstan in place of Flux");
        }
    }

    /** What of ours was not there before, and goes on the way back. */
    private List<ObjectName> fresh(
            String namespace, List<GenericKubernetesResource> backup, List<GenericKubernetesResource> components) {
        Set<ObjectName> before = backup.stream().map(ObjectName::of).collect(Collectors.toSet());
        return Stream.concat(
                        components.stream().map(ObjectName::of),
                        preparation.secrets(namespace).stream()
                                .map(ObjectName::of)
                                .filter(name -> raw.live(name).isEmpty()))
                .filter(name -> !before.contains(name))
                .toList();
    }

    private void install(MigrationState state, List<GenericKubernetesResource> components) {
        List<String> deployments = new ArrayList<>();
        boolean isPrepared = false;
        for (GenericKubernetesResource object : components) {
            ObjectName name = ObjectName.of(object);
            if (!isPrepared && !name.isDefinition() && !name.kind().equals("Namespace")) {
                preparation.secrets(state.namespace()).stream()
                        .filter(secret -> raw.live(ObjectName.of(secret)).isEmpty())
                        .forEach(secret -> client.resource(secret).create());
                isPrepared = true;
            }
            progress.begins("applying " + name.display());
            raw.apply(object, state.manager());
            if (name.kind().equals("Deployment")) {
                deployments.add(name.name());
            }
        }
        var pods = new Pods(client, state.namespace(), patience);
        for (String deployment : deployments) {
            progress.begins("waiting for " + deployment);
            pods.awaitReady(deployment);
        }
    }

    private void reconcile(Journal journal, List<GenericKubernetesResource> ours, String token) {
        progress.begins("waiting until every object is reconciled");
        List<ToolkitObject> before = before(journal);
        Set<String> components = ours.stream()
                .filter(object -> object.getKind().equals("Deployment"))
                .map(object -> object.getMetadata().getName())
                .collect(Collectors.toSet());
        Set<ToolkitKind> kinds = EnumSet.noneOf(ToolkitKind.class);
        ToolkitKind.served().stream()
                .filter(kind -> components.contains(kind.controller()) || components.contains("capstan"))
                .forEach(kinds::add);
        new Answers(client, patience).await(token, before, kinds);
    }

    private static List<ToolkitObject> before(Journal journal) {
        return journal.objects(OBJECTS).stream().map(ToolkitObject::of).toList();
    }

    private Outcome compare(Journal journal) {
        progress.begins("comparing what was applied");
        Map<String, Footprint> before = new TreeMap<>();
        journal.kept(BEFORE)
                .ifPresent(kept -> kept.properties()
                        .forEach(entry ->
                                before.put(entry.getKey(), JSON.convertValue(entry.getValue(), Footprint.class))));
        Set<ObjectId> ids = before.keySet().stream()
                .flatMap(id -> ObjectId.parse(id).stream())
                .collect(Collectors.toSet());
        return Outcome.between(before, new Footprints(client, Footprint.FLUX).of(ids));
    }
}
