package dev.capstan.application.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.ResourceStatus;
import dev.capstan.api.argo.RevisionHistory;
import dev.capstan.api.argo.SyncOperation;
import dev.capstan.api.argo.SyncOperationResult;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.ForeignOwner;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.deletion.DeletionOutcome;
import dev.capstan.application.live.FakeLiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.operate.FakeActions;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.OperationStates;
import dev.capstan.application.plane.FakePlane;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.application.signature.RevisionTrust.Checked;
import dev.capstan.application.source.FakeSources;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.health.Health;
import dev.capstan.testkit.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** An Application of a test with its world: things happen, and passes follow. */
final class Story {
    static final String AUTOMATED = """
            automated: {prune: true, selfHeal: true}
            syncOptions: [CreateNamespace=true]
            """;
    static final String MANUAL = "syncOptions: [CreateNamespace=true]";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparison COMPARISON = Comparison.load();

    final FakeLiveView cluster = new FakeLiveView();
    final FakeActions actions = new FakeActions(cluster);
    final FakeSources sources = new FakeSources();
    final Set<ForeignOwner> deadOwners = new HashSet<>();
    final Set<String> unsigned = new HashSet<>();
    final List<String> deprecations = new ArrayList<>();
    final MovableClock clock = MovableClock.at(Instant.parse("2026-03-02T10:00:00Z"));
    final FakePlane plane = new FakePlane(clock);
    final List<PassOutcome> written = new ArrayList<>();
    private final ApplicationPass pass;
    private final Preview preview;
    private final Map<String, String> annotations = new HashMap<>();
    private ApplicationMemory memory = new ApplicationMemory();
    private Optional<String> unreachable = Optional.empty();
    private boolean refusesCheckpoints;
    private ApplicationObject application;
    private List<Condition> conditions = List.of();
    private String sync = "";
    private Health health = Health.unknown("");
    private PassOutcome last;

    private Story(String policy) {
        PassPorts ports = new PassPorts(
                plane,
                sources,
                (_, _, _, _, revisions) -> new Checked(
                        revisions.stream()
                                .filter(unsigned::contains)
                                .map(it -> it + " is not signed")
                                .toList(),
                        deprecations),
                request -> {
                    throw new AssertionError("Nobody fetches files: " + request);
                },
                sources,
                server -> unreachable
                        .<LiveViews.Opened>map(LiveViews.Opened.Closed::new)
                        .orElseGet(() -> new LiveViews.Opened.Open(cluster)),
                owner -> !deadOwners.contains(owner),
                actions,
                (server, namespace) -> new NamespaceContents.Listing.Objects(cluster.in(namespace)));
        pass = new ApplicationPass(ports, COMPARISON, clock, Duration.ofSeconds(2));
        preview = new Preview(ports, COMPARISON, clock);
        application = new ApplicationObject(
                "argocd",
                "my-app",
                Map.of(),
                List.of(),
                Optional.empty(),
                spec(policy),
                Optional.empty(),
                Optional.empty());
        last = PassDraft.interrupted();
    }

    static Story automated() {
        return new Story(AUTOMATED);
    }

    static Story manual() {
        return new Story(MANUAL);
    }

    static Story of(String policy) {
        return new Story(policy);
    }

    private static ApplicationSpec spec(String policy) {
        return readSpec("""
                project: default
                source: {repoURL: https://git.example/apps.git, path: prod, targetRevision: main}
                destination: {server: https://kubernetes.default.svc, namespace: my-app}
                syncPolicy:
                """ + policy.indent(2));
    }

    private static ApplicationSpec readSpec(String yaml) {
        return JSON.convertValue(FakeSources.yaml(yaml), ApplicationSpec.class);
    }

    // What happens

    /** Changes fields of the spec, as a merge patch. */
    Story spec(String field, String yaml) {
        ObjectNode tree = JSON.valueToTree(application.spec());
        tree.set(field, FakeSources.yaml(yaml));
        return with(JSON.convertValue(tree, ApplicationSpec.class));
    }

    private Story with(ApplicationSpec spec) {
        application = new ApplicationObject(
                application.namespace(),
                application.name(),
                annotations,
                application.finalizers(),
                application.deletedAt(),
                spec,
                application.status(),
                application.operation());
        return this;
    }

    Story annotate(String key, String value) {
        annotations.put(key, value);
        return with(application.spec());
    }

    /** Asks for an operation. */
    Story ask(String yaml) {
        application = with(Optional.of(JSON.convertValue(FakeSources.yaml(yaml), Operation.class)));
        return this;
    }

    private ApplicationObject with(Optional<Operation> operation) {
        return new ApplicationObject(
                application.namespace(),
                application.name(),
                application.annotations(),
                application.finalizers(),
                application.deletedAt(),
                application.spec(),
                application.status(),
                operation);
    }

    /** Ends the operation, as the CLI does. */
    Story terminate() {
        OperationState state = operation();
        application = application.with(new OperationState(
                state.operation(),
                "Terminating",
                state.message(),
                state.syncResult(),
                state.startedAt(),
                state.finishedAt(),
                state.retryCount()));
        return this;
    }

    Story delete(String... finalizers) {
        application = new ApplicationObject(
                application.namespace(),
                application.name(),
                application.annotations(),
                List.of(finalizers),
                Optional.of(clock.instant()),
                application.spec(),
                application.status(),
                application.operation());
        return this;
    }

    /** The controller starts anew: only the status is left. */
    Story restart() {
        memory = new ApplicationMemory();
        return this;
    }

    Story refuseCheckpoints(boolean isRefused) {
        refusesCheckpoints = isRefused;
        return this;
    }

    Story unreachable(String why) {
        unreachable = Optional.of(why);
        return this;
    }

    Story later(Duration duration) {
        clock.moveBy(duration);
        return this;
    }

    /** A pass because of something live. */
    Story pass() {
        return pass(RefreshLevel.COMPARE);
    }

    /** A pass because of a push. */
    Story refresh() {
        return pass(RefreshLevel.NORMAL);
    }

    private Story pass(RefreshLevel level) {
        last = pass.run(new PassInput(application, level), memory, soFar -> {
            if (!refusesCheckpoints) {
                write(soFar);
            }
            return !refusesCheckpoints;
        });
        if (!last.isInterrupted()) {
            write(last);
        }
        return this;
    }

    private void write(PassOutcome outcome) {
        written.add(outcome);
        conditions =
                new Conditions(Set.of(), conditions).and(outcome.conditions()).found();
        outcome.refreshed().ifPresent(this::show);
        switch (outcome.operation()) {
            case OperationChange.None _ -> {}
            case OperationChange.Started started -> {
                application = application.with(OperationStates.write(started.now()));
                application = with(Optional.of(started.now().operation()));
            }
            case OperationChange.Progressed progressed ->
                application = application.with(OperationStates.write(progressed.now()));
            case OperationChange.Ended ended -> {
                application = application.with(OperationStates.write(ended.now()));
                application = with(Optional.empty());
                ended.history().ifPresent(this::keep);
            }
        }
        if (outcome.deletion().orElse(null) instanceof DeletionOutcome.Release release) {
            List<String> left = new ArrayList<>(application.finalizers());
            left.removeAll(release.finalizers());
            application = new ApplicationObject(
                    application.namespace(),
                    application.name(),
                    application.annotations(),
                    left,
                    application.deletedAt(),
                    application.spec(),
                    application.status(),
                    application.operation());
        }
    }

    private void show(Refreshed refreshed) {
        switch (refreshed) {
            case Refreshed.Failed failed -> {
                sync = "Unknown";
                health = failed.health().orElseGet(() -> Health.unknown(""));
            }
            case Refreshed.Compared compared -> {
                sync = compared.comparison().status().toString();
                health = compared.health();
                setResources(compared.comparison().resources().stream()
                        .map(line -> new ResourceStatus(
                                line.key().group(),
                                line.version(),
                                line.key().kind(),
                                line.key().namespace(),
                                line.key().name(),
                                line.status().map(Object::toString).orElse(null),
                                null,
                                line.isHook(),
                                line.requiresPruning(),
                                line.requiresDeletionConfirmation(),
                                line.wave()))
                        .toList());
            }
        }
    }

    private void setResources(List<ResourceStatus> resources) {
        ObjectNode status = JSON.valueToTree(application.status().orElseGet(Story::empty));
        status.set("resources", JSON.valueToTree(resources));
        setStatus(status);
    }

    private void keep(List<RevisionHistory> history) {
        ObjectNode status = JSON.valueToTree(application.status().orElseThrow());
        status.set("history", JSON.valueToTree(history));
        setStatus(status);
    }

    private void setStatus(JsonNode status) {
        application = new ApplicationObject(
                application.namespace(),
                application.name(),
                application.annotations(),
                application.finalizers(),
                application.deletedAt(),
                application.spec(),
                Optional.of(JSON.convertValue(status, ApplicationStatus.class)),
                application.operation());
    }

    private static ApplicationStatus empty() {
        return JSON.convertValue(JSON.createObjectNode(), ApplicationStatus.class);
    }

    /** A Deployment has all its pods. */
    Story rolledOut(String name) {
        cluster.edit("Deployment", name, object -> with(object, """
                observedGeneration: 1
                replicas: 1
                updatedReplicas: 1
                readyReplicas: 1
                availableReplicas: 1
                """));
        return this;
    }

    /** A Job has ended. */
    Story ended(String job, String condition) {
        cluster.edit(
                "Job", job, object -> with(object, "conditions: [{type: %s, status: 'True'}]".formatted(condition)));
        return this;
    }

    private static ObjectNode with(ObjectNode object, String status) {
        object.withObject("/metadata").put("generation", 1);
        object.set("status", FakeSources.yaml(status));
        return object;
    }

    /** What another process that has just started thinks of it. */
    Previewed preview() {
        sources.forgetHead();
        return preview.of(application);
    }

    // What can be seen

    PassOutcome last() {
        return last;
    }

    String sync() {
        return sync;
    }

    String health() {
        return health.status().word();
    }

    /** Type and message. */
    List<String> conditions() {
        return conditions.stream()
                .map(condition -> condition.type() + ": " + condition.message())
                .toList();
    }

    OperationState operation() {
        return application.status().map(ApplicationStatus::operationState).orElseThrow();
    }

    SyncOperation syncOperation() {
        return Objects.requireNonNull(operation().operation().sync());
    }

    SyncOperationResult syncResult() {
        return Objects.requireNonNull(operation().syncResult());
    }

    boolean hasOperation() {
        return application.operation().isPresent();
    }

    ApplicationObject application() {
        return application;
    }

    /** Phase and message. */
    String operationText() {
        OperationState state = operation();
        return state.phase() + ": " + state.message();
    }

    List<RevisionHistory> history() {
        return application.status().map(ApplicationStatus::history).orElse(List.of());
    }

    /** Lines of the last operation, such as {@code ConfigMap/c Synced}. */
    List<String> results() {
        return OperationStates.read(operation()).result().orElseThrow().resources().lines().stream()
                .map(line -> line.key().kind() + "/" + line.key().name() + " "
                        + line.status().map(Object::toString).orElse("-")
                        + (line.message().isEmpty() ? "" : " " + line.message()))
                .toList();
    }

    /** Status of each resource, by {@code Kind/name}. */
    Map<String, String> resources() {
        Map<String, String> lines = new LinkedHashMap<>();
        application
                .status()
                .map(ApplicationStatus::resources)
                .orElse(List.of())
                .forEach(line -> lines.put(line.kind() + "/" + line.name(), String.valueOf(line.status())));
        return lines;
    }

    List<String> done() {
        return actions.done();
    }

    /** What the next pass does alone. */
    Story forget() {
        actions.forget();
        written.clear();
        return this;
    }

    static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: {key: %s}
                """.formatted(name, value);
    }

    /** A ConfigMap with annotations as YAML. */
    static String annotated(String name, String annotations) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, annotations: {%s}}
                data: {key: value}
                """.formatted(name, annotations);
    }

    static String job(String name, String annotations) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s, annotations: {%s}}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}
                """.formatted(name, annotations);
    }

    static String deployment(String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec: {containers: [{name: c, image: nginx}]}
                """.formatted(name, name, name);
    }
}
