package dev.capstan.application.run;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.ResourceStatus;
import dev.capstan.application.compare.CompareMemory;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.OverallHealth;
import dev.capstan.application.compare.Refresh;
import dev.capstan.application.compare.RefreshInput;
import dev.capstan.application.compare.Targets;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.Readiness;
import dev.capstan.application.live.Wanted;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.operate.Automation;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.application.signature.RevisionTrust.Checked;
import dev.capstan.application.source.Revisions;
import dev.capstan.application.source.Revisions.Resolved;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.source.ApplicationSources;
import dev.capstan.argo.tracking.Tracking;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Looks at one Application during one pass: at what its sources mean now, and at what an operation syncs. */
final class Looking {
    /** How long first lists of kinds are waited for. */
    private static final Duration FIRST_LISTS = Duration.ofSeconds(10);

    private final PassPorts ports;
    private final Refresh refresh;
    private final ControlPlane plane;
    private final String instance;
    private final Clock clock;
    private final Set<GroupKind> kinds = new HashSet<>();
    private final Set<ObjectKey> keys = new HashSet<>();
    private final Map<ObjectKey, String> versions = new HashMap<>();

    Looking(PassPorts ports, Refresh refresh, ControlPlane plane, ApplicationObject application, Clock clock) {
        this.clock = clock;
        this.ports = ports;
        this.refresh = refresh;
        this.plane = plane;
        this.instance = Tracking.instanceName(application.namespace(), application.name(), plane.namespace());
        application.status().map(ApplicationStatus::resources).orElse(List.of()).forEach(line -> kinds.add(kind(line)));
        Automation.last(application)
                .flatMap(OperationProgress::result)
                .ifPresent(result -> result.resources().lines().forEach(line -> kinds.add(GroupKind.of(line.key()))));
    }

    private static GroupKind kind(ResourceStatus line) {
        return new GroupKind(Objects.requireNonNullElse(line.group(), ""), Objects.requireNonNullElse(line.kind(), ""));
    }

    ControlPlane plane() {
        return plane;
    }

    String instance() {
        return instance;
    }

    /** Compares with what sources mean. */
    Look at(ApplicationObject application, Sources sources, RefreshLevel level, CompareMemory memory) {
        return at(application, sources, List.of(), level, memory);
    }

    /**
     * Compares with what sources mean.
     *
     * @param manifests that stand in place of theirs; empty for none
     */
    Look at(
            ApplicationObject application,
            Sources sources,
            List<String> manifests,
            RefreshLevel level,
            CompareMemory memory) {
        return switch (Admission.of(application, sources, plane)) {
            case Admission.Refused(List<String> problems) ->
                Look.Unseen.of(ConditionType.INVALID_SPEC_ERROR, problems, List.of());
            case Admission.Admitted admitted
            when !manifests.isEmpty() && admitted.project().demandsSignatures() ->
                Look.Unseen.of(
                        ConditionType.COMPARISON_ERROR,
                        List.of("Cannot use local manifests when signature keys are required"),
                        List.of());
            case Admission.Admitted admitted -> at(application, manifests, level, admitted, memory);
        };
    }

    private Look at(
            ApplicationObject application,
            List<String> manifests,
            RefreshLevel level,
            Admission.Admitted admitted,
            CompareMemory memory) {
        Revisions.Freshness freshness =
                level == RefreshLevel.COMPARE ? Revisions.Freshness.KNOWN : Revisions.Freshness.NOW;
        Resolved resolved = ports.revisions()
                .resolve(
                        ApplicationSources.of(admitted.spec()),
                        admitted.project().name(),
                        freshness);
        return switch (resolved) {
            case Resolved.Failed(String why) ->
                unloaded("target", why, List.of())
                        .with(liveHealth(application, ports.views().of(admitted.cluster())));
            case Resolved.Known(List<String> revisions) -> {
                Checked checked = manifests.isEmpty()
                        ? ports.trust()
                                .check(
                                        plane,
                                        application.namespace(),
                                        admitted.project().name(),
                                        admitted.spec(),
                                        revisions)
                        : Checked.NOTHING;
                yield checked.problems().isEmpty()
                        ? rendered(
                                application,
                                new Trusted(revisions, checked.warnings()),
                                manifests,
                                level,
                                admitted,
                                memory)
                        : Look.Unseen.of(ConditionType.COMPARISON_ERROR, checked.problems(), revisions)
                                .with(liveHealth(application, ports.views().of(admitted.cluster())));
            }
        };
    }

    /** Revisions that may be used, and what is to be said of them nevertheless. */
    private record Trusted(List<String> revisions, List<String> warnings) {}

    private Look rendered(
            ApplicationObject application,
            Trusted trusted,
            List<String> manifests,
            RefreshLevel level,
            Admission.Admitted admitted,
            CompareMemory memory) {
        List<String> revisions = trusted.revisions();
        return switch (ports.views().of(admitted.cluster())) {
            case LiveViews.Opened.Closed(String why) -> unloaded("live", why, revisions);
            case LiveViews.Opened.Open(LiveView view) -> {
                Rendering rendering = new Rendering(application, instance, plane, admitted, view);
                Rendered rendered = manifests.isEmpty()
                        ? ports.manifests()
                                .render(rendering.request(revisions, level == RefreshLevel.HARD), ports.files())
                        : rendering.local(manifests, revisions);
                yield compared(application, trusted, rendered, rendering, memory);
            }
        };
    }

    private Look compared(
            ApplicationObject application,
            Trusted trusted,
            Rendered rendered,
            Rendering rendering,
            CompareMemory memory) {
        Admission.Admitted admitted = rendering.admitted();
        LiveView view = rendering.view();
        return switch (rendered) {
            case Rendered.Failed(String why) ->
                unloaded("target", why, trusted.revisions())
                        .with(liveHealth(application, new LiveViews.Opened.Open(view)));
            case Rendered.Objects objects -> {
                Targets targets = rendering
                        .targets(objects.manifests())
                        .with(trusted.warnings().stream()
                                .map(warning -> new Condition(ConditionType.DEPRECATED_FIELD_WARNING, warning))
                                .toList());
                Readiness readiness = want(targets, view);
                RefreshInput input = new RefreshInput(
                        application,
                        instance,
                        plane,
                        admitted.project(),
                        admitted.cluster(),
                        objects,
                        targets,
                        view.of(instance),
                        readiness.message(),
                        manifest -> ports.actions()
                                .tryOut(
                                        manifest,
                                        ActionContexts.of(
                                                application, admitted.project(), admitted.cluster(), clock.instant())));
                yield new Look.Seen(
                        admitted.project(),
                        admitted.cluster(),
                        view,
                        refresh.of(input, memory),
                        new OrphanStep(ports.contents(), plane).look(admitted, application.destinationNamespace()));
            }
        };
    }

    /** Of the objects that the status names; empty when they cannot be seen. */
    private Optional<Health> liveHealth(ApplicationObject application, LiveViews.Opened opened) {
        if (!(opened instanceof LiveViews.Opened.Open(LiveView view))) {
            return Optional.empty();
        }
        Set<ObjectKey> known = new HashSet<>();
        application.status().map(ApplicationStatus::resources).orElse(List.of()).forEach(line -> known.add(key(line)));
        keys.addAll(known);
        return wantAll(view).message().isPresent()
                ? Optional.empty()
                : OverallHealth.withoutManifests(application, view.of(instance), known, plane.health());
    }

    private static ObjectKey key(ResourceStatus line) {
        GroupKind kind = kind(line);
        return new ObjectKey(
                kind.group(),
                kind.kind(),
                Objects.requireNonNullElse(line.namespace(), ""),
                Objects.requireNonNullElse(line.name(), ""));
    }

    /** Wants to see everything that the Application may have, without looking at its sources. */
    Readiness wantAll(LiveView view) {
        return view.want(new Wanted(instance, kinds, keys, versions), FIRST_LISTS);
    }

    /** Sources that are looked at in one pass are wanted together. */
    private Readiness want(Targets targets, LiveView view) {
        kinds.addAll(targets.kinds());
        keys.addAll(targets.keys());
        versions.putAll(targets.versions());
        return wantAll(view);
    }

    private static Look.Unseen unloaded(String state, String why, List<String> revisions) {
        return Look.Unseen.of(
                ConditionType.COMPARISON_ERROR, List.of("Failed to load " + state + " state: " + why), revisions);
    }
}
