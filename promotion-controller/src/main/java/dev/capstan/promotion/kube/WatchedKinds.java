package dev.capstan.promotion.kube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.promotion.PromotionSpec;
import dev.capstan.api.promotion.PromotionWatch;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.api.source.ExternalArtifactStatus;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.api.source.OCIRepository;
import dev.capstan.api.source.OCIRepositoryStatus;
import dev.capstan.expression.ObjectFields;
import dev.capstan.promotion.health.WatchedObject;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds whose objects show the health of environments, watched. */
final class WatchedKinds implements AutoCloseable {
    private static final Duration SYNC = Duration.ofSeconds(10);
    /** A commit at the end of a revision, as the toolkit writes it. */
    private static final Pattern COMMIT = Pattern.compile("(?:^|.*@)sha1:(?<commit>[0-9a-f]{40})");

    private final Map<String, KindWatch<? extends ToolkitResource<?, ?>>> kinds = new LinkedHashMap<>();

    /**
     * Prepares the watches.
     *
     * @param onChange told of every object that changed, as {@link #name}
     */
    WatchedKinds(KubernetesClient client, WatchScope scope, Consumer<String> onChange) {
        for (Class<? extends ToolkitResource<?, ?>> kind : List.<Class<? extends ToolkitResource<?, ?>>>of(
                Kustomization.class,
                HelmRelease.class,
                GitRepository.class,
                OCIRepository.class,
                ExternalArtifact.class)) {
            kinds.put(kind.getSimpleName(), watch(client, scope, kind, onChange));
        }
    }

    private static <T extends ToolkitResource<?, ?>> KindWatch<T> watch(
            KubernetesClient client, WatchScope scope, Class<T> kind, Consumer<String> onChange) {
        return new KindWatch<>(client, scope, kind, Map.of(), (before, after) -> {
            T object = after == null ? before : after;
            if (object != null) {
                onChange.accept(name(kind.getSimpleName(), object.key()));
            }
        });
    }

    void start() {
        kinds.values().forEach(watch -> watch.start(SYNC));
    }

    /** Kind, namespace and name. */
    static String name(String kind, ObjectKey key) {
        return kind + " " + key;
    }

    /** What a watch of a spec means. */
    static ObjectKey keyOf(PromotionWatch watch, String ownNamespace) {
        return new ObjectKey(watch.namespace() == null ? ownNamespace : watch.namespace(), watch.name());
    }

    /** A kind that a Promotion looks at and whose objects are not known; without that nobody can tell which are missing. */
    Optional<String> unknownKind(PromotionSpec spec) {
        return Stream.concat(
                        Stream.of("GitRepository"),
                        spec.environments().stream()
                                .flatMap(environment -> environment.watch().stream())
                                .map(PromotionWatch::kind))
                .filter(kind -> !isKnown(kind))
                .findFirst();
    }

    private boolean isKnown(String kind) {
        KindWatch<? extends ToolkitResource<?, ?>> watch = kinds.get(kind);
        return watch != null && watch.isSynced();
    }

    Optional<GitRepository> repository(ObjectKey key) {
        return find("GitRepository", key).map(GitRepository.class::cast);
    }

    private Optional<? extends ToolkitResource<?, ?>> find(String kind, ObjectKey key) {
        return Optional.ofNullable(kinds.get(kind)).flatMap(watch -> watch.find(key));
    }

    /** An object as rules judge it. */
    WatchedObject look(PromotionWatch watch, String ownNamespace) {
        ObjectKey key = keyOf(watch, ownNamespace);
        return new WatchedObject(
                name(watch.kind(), key), find(watch.kind(), key).map(WatchedKinds::seen));
    }

    /** The same objects in their JSON form; none for one that is missing. */
    Stream<Map<String, Object>> fields(PromotionWatch watch, String ownNamespace) {
        return find(watch.kind(), keyOf(watch, ownNamespace)).stream()
                .map(object -> ObjectFields.of(Serialization.jsonMapper().<JsonNode>valueToTree(object)));
    }

    private static WatchedObject.Seen seen(ToolkitResource<?, ?> object) {
        StatusView status = status(object.getStatus());
        Optional<Condition> ready = Conditions.of(status.conditions()).get(Condition.READY);
        return new WatchedObject.Seen(
                ready.map(WatchedKinds::ready).orElse(WatchedObject.Ready.UNKNOWN),
                ready.map(Condition::message).orElse(""),
                isObserved(object, status, ready),
                isSuspended(object),
                object.getMetadata().getDeletionTimestamp() != null,
                status.revisions().flatMap(it -> commitOf(it).stream()).findFirst(),
                !(object instanceof HelmRelease));
    }

    private static boolean isObserved(ToolkitResource<?, ?> object, StatusView status, Optional<Condition> ready) {
        long generation = object.getMetadata().getGeneration() == null
                ? 0
                : object.getMetadata().getGeneration();
        return object instanceof ExternalArtifact ? ready.isPresent() : status.observedGeneration() >= generation;
    }

    private static WatchedObject.Ready ready(Condition condition) {
        return switch (condition.status()) {
            case "True" -> WatchedObject.Ready.YES;
            case "False" -> WatchedObject.Ready.NO;
            default -> WatchedObject.Ready.UNKNOWN;
        };
    }

    private static boolean isSuspended(ToolkitResource<?, ?> object) {
        if (object.undecodable().isPresent()) {
            return false;
        }
        return switch (object) {
            case Kustomization kustomization -> kustomization.getSpec().suspend();
            case HelmRelease release -> release.getSpec().suspend();
            case GitRepository repository -> repository.getSpec().suspend();
            case OCIRepository repository -> repository.getSpec().suspend();
            default -> false;
        };
    }

    /** What of a status counts; the revisions from the most to the least telling. */
    private record StatusView(long observedGeneration, List<Condition> conditions, Stream<String> revisions) {}

    private static StatusView status(@Nullable Object status) {
        return switch (status) {
            case KustomizationStatus it ->
                new StatusView(
                        it.observedGeneration(),
                        it.conditions(),
                        present(it.lastAppliedRevision(), it.lastAppliedOriginRevision()));
            case GitRepositoryStatus it ->
                new StatusView(it.observedGeneration(), it.conditions(), revisions(it.artifact()));
            case OCIRepositoryStatus it ->
                new StatusView(it.observedGeneration(), it.conditions(), revisions(it.artifact()));
            case ExternalArtifactStatus it -> new StatusView(0, it.conditions(), revisions(it.artifact()));
            case HelmReleaseStatus it -> new StatusView(it.observedGeneration(), it.conditions(), Stream.of());
            case null, default -> new StatusView(-1, List.of(), Stream.of());
        };
    }

    private static Stream<String> revisions(@Nullable Artifact artifact) {
        return artifact == null
                ? Stream.of()
                : present(artifact.revision().toString(), artifact.metadata().get("org.opencontainers.image.revision"));
    }

    private static Stream<String> present(@Nullable String... texts) {
        return Stream.of(texts).flatMap(text -> Optional.ofNullable(text).stream());
    }

    private static Optional<String> commitOf(String revision) {
        var match = COMMIT.matcher(revision);
        return match.matches() ? Optional.ofNullable(match.group("commit")) : Optional.empty();
    }

    @Override
    public void close() {
        kinds.values().forEach(KindWatch::close);
    }
}
