package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.argo.object.ObjectKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a cluster for single objects, for which no watch is at hand. One that does not answer is not asked for the next object at
 * once: an Application of many objects waits for it once, not once for each.
 */
final class ObjectRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final ResourceCatalog catalog;
    private final PatientCluster cluster;
    private final Clock clock;
    private volatile Optional<Silence> silence = Optional.empty();

    private record Silence(String why, Instant until) {}

    ObjectRequests(ClusterConnection connection, Clock clock) {
        this.catalog = connection.catalog();
        this.clock = clock;
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
            case ResourceCatalog.Served(var type) -> ask(type.object(id(key)), key);
            case ResourceCatalog.NotServed _ -> new Answer.NotThere();
            case ResourceCatalog.Undecided(String why) -> new Answer.NoAnswer(unseen(key, why));
        };
    }

    private Answer ask(ObjectRef object, ObjectKey key) {
        Optional<Silence> lasting = silence.filter(it -> clock.instant().isBefore(it.until()));
        if (lasting.isPresent()) {
            return new Answer.NoAnswer(unseen(key, lasting.get().why()));
        }
        return switch (cluster.get(object)) {
            case ApiResult.Ok<ObjectNode> ok -> new Answer.There(ok.value());
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new Answer.NotThere();
            case ApiResult.Refused<ObjectNode> refused ->
                new Answer.NoAnswer(
                        unseen(key, Refusal.of(id(key), refused).explain().sentence()));
            case ApiResult.Unreachable<ObjectNode> unreachable -> {
                silence = Optional.of(
                        new Silence(unreachable.what(), clock.instant().plus(SILENCE)));
                yield new Answer.NoAnswer(unseen(key, unreachable.what()));
            }
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
