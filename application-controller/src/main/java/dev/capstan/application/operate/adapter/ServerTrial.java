package dev.capstan.application.operate.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.operate.ClientWords;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import java.util.function.Consumer;

/** A server-side apply that nothing comes of: one request, and nothing is written. */
final class ServerTrial {
    private final ActingCluster cluster;
    private final String fieldManager;

    ServerTrial(ActingCluster cluster, String fieldManager) {
        this.cluster = cluster;
        this.fieldManager = fieldManager;
    }

    /**
     * Tries a manifest.
     *
     * @param made gets the object as it would be
     */
    ActionOutcome run(ObjectNode manifest, Consumer<ObjectNode> made) {
        ObjectKey key = ObjectKey.of(manifest);
        String unserved = ClientWords.notServed(key, Metadata.of(manifest).version());
        return cluster.served(cluster.type(manifest), unserved, type -> run(manifest, key, type, made));
    }

    private ActionOutcome run(ObjectNode manifest, ObjectKey key, ResourceType type, Consumer<ObjectNode> made) {
        ObjectRef ref = type.object(new ObjectId(key.group(), key.kind(), key.namespace(), key.name()));
        return switch (cluster.api().apply(ref, manifest, new ClusterApi.ApplyOptions(fieldManager, true, false))) {
            case ApiResult.Ok<ObjectNode> ok -> {
                made.accept(ok.value());
                yield new ActionOutcome.Done(ClientWords.done(key, "tried"));
            }
            case ApiResult.Refused<ObjectNode> refused -> ActingCluster.refused(ref, refused, manifest);
            case ApiResult.Unreachable<ObjectNode> unreachable -> ActingCluster.unreachable(unreachable);
        };
    }
}
