package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.argo.object.ObjectKey;
import java.time.Clock;
import java.time.Duration;

/** Asks a cluster for single objects, for which no watch is at hand. */
final class ObjectRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ResourceCatalog catalog;
    private final PatientCluster cluster;

    ObjectRequests(ClusterConnection connection, Clock clock) {
        this.catalog = connection.catalog();
        this.cluster = new PatientCluster(connection.api(), clock, PATIENCE, new Cancellation());
    }

    /** What the cluster says. */
    sealed interface Answer {
        record There(ObjectNode object) implements Answer {}

        record NotThere() implements Answer {}

        /** @param why for people */
        record NoAnswer(String why) implements Answer {}
    }

    /** In the version that the cluster prefers. */
    Answer get(ObjectKey key) {
        return get(key, catalog.findPreferred(key.group(), key.kind()));
    }

    /** In a version of its kind. */
    Answer get(ObjectKey key, String apiVersion) {
        return get(key, catalog.find(ResourceKind.of(apiVersion, key.kind())));
    }

    private Answer get(ObjectKey key, ResourceCatalog.Lookup lookup) {
        return switch (lookup) {
            case ResourceCatalog.Served(var type) -> answer(cluster.get(type.object(id(key))), key);
            case ResourceCatalog.NotServed _ -> new Answer.NotThere();
            case ResourceCatalog.Undecided(String why) -> new Answer.NoAnswer(unseen(key, why));
        };
    }

    private static Answer answer(ApiResult<ObjectNode> result, ObjectKey key) {
        return switch (result) {
            case ApiResult.Ok<ObjectNode> ok -> new Answer.There(ok.value());
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new Answer.NotThere();
            case ApiResult.Refused<ObjectNode> refused ->
                new Answer.NoAnswer(
                        unseen(key, Refusal.of(id(key), refused).explain().sentence()));
            case ApiResult.Unreachable<ObjectNode> unreachable -> new Answer.NoAnswer(unseen(key, unreachable.what()));
        };
    }

    private static ObjectId id(ObjectKey key) {
        return new ObjectId(key.group(), key.kind(), key.namespace(), key.name());
    }

    private static String unseen(ObjectKey key, String why) {
        return key.kind() + " " + (key.namespace().isEmpty() ? "" : key.namespace() + "/") + key.name()
                + " cannot be read: " + why;
    }
}
