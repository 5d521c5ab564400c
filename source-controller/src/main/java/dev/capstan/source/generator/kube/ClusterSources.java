package dev.capstan.source.generator.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.schema.WireRecord;
import dev.capstan.runtime.watch.WatchScope;
import dev.capstan.source.SourceResult;
import dev.capstan.source.generator.GeneratorFailure;
import dev.capstan.source.generator.SourceObjects;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads sources of any kind at the API server, for their artifact alone; who reconciles them does not matter. */
final class ClusterSources implements SourceObjects {
    private final KubernetesClient client;
    private final WatchScope scope;

    /** The part of a source's status that is read. */
    @WireRecord
    record Status(@Nullable Artifact artifact) {}

    ClusterSources(KubernetesClient client, WatchScope scope) {
        this.client = client;
        this.scope = scope;
    }

    @Override
    public SourceResult<Artifact> offered(ObjectReference source) {
        if (!scope.covers(source.namespace())) {
            return unreadable(source, "this controller takes care of another namespace only");
        }
        return ToolkitKind.named(source.kind())
                .flatMap(kind -> find(kind, source))
                .map(object -> artifactOf(source, object))
                .orElseGet(() -> SourceResult.failed(new GeneratorFailure.SourceMissing(source)));
    }

    /** A kind that the cluster does not serve has no objects. */
    private Optional<GenericKubernetesResource> find(ToolkitKind kind, ObjectReference source) {
        return Optional.ofNullable(client.genericKubernetesResources(kind.context())
                .inNamespace(source.namespace())
                .withName(source.name())
                .get());
    }

    private static SourceResult<Artifact> artifactOf(ObjectReference source, GenericKubernetesResource object) {
        Optional<Artifact> artifact;
        try {
            var status = Serialization.jsonMapper()
                    .convertValue(object.getAdditionalProperties().get("status"), Status.class);
            artifact = Optional.ofNullable(status).map(Status::artifact);
        } catch (IllegalArgumentException odd) {
            return unreadable(source, "its status cannot be read");
        }
        if (artifact.isEmpty()) {
            return SourceResult.failed(new GeneratorFailure.SourceNotReady(source));
        }
        return isComplete(artifact.get())
                ? SourceResult.success(artifact.get())
                : unreadable(source, "the artifact in its status is not complete");
    }

    private static boolean isComplete(Artifact artifact) {
        return Stream.<@Nullable Object>of(artifact.digest(), artifact.path(), artifact.url(), artifact.revision())
                .noneMatch(part -> part == null);
    }

    private static SourceResult<Artifact> unreadable(ObjectReference source, String why) {
        return SourceResult.failed(new GeneratorFailure.SourceUnreadable(source, why));
    }
}
