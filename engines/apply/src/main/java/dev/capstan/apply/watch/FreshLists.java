package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.refusal.Refusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists of managed objects that began after they were asked for. Who asks while a list of the same kind is under way
 * shares the next one with all others who do, so that a hundred owners which verify at once do not send a hundred
 * lists.
 */
final class FreshLists {

    /** What a list led to. */
    sealed interface Result {

        /** What was there as of that version. */
        record Listed(Map<ObjectId, ListedVersion> objects, ResourceVersion asOf) implements Result {
            public Listed {
                objects = Map.copyOf(objects);
            }
        }

        /** The identity of the watch may not list these. */
        record Refused() implements Result {}

        /** No usable answer. */
        record Unavailable(String why) implements Result {}
    }

    private static final int PAGE = 500;

    private final String namespace;
    private final Map<ResourceType, Queue> queues = new ConcurrentHashMap<>();

    /** Lists in one namespace; in all when that is empty. */
    FreshLists(String namespace) {
        this.namespace = namespace;
    }

    /** Objects of a kind that carry the labels of that owner, and perhaps others; blocks. */
    Result of(ResourceType type, Owner owner, PatientCluster cluster) {
        Queue queue = queues.computeIfAbsent(type, _ -> new Queue());
        Turn turn = queue.join(owner);
        if (turn.isLeader()) {
            return queue.lead(
                    turn.batch(), owners -> list(selection(type, owners).in(namespace), cluster));
        }
        Result shared = turn.batch().result.join();
        // The one who listed may have been less patient, or was cancelled.
        return shared instanceof Result.Unavailable
                ? list(Selection.ownedBy(type, owner).in(namespace), cluster)
                : shared;
    }

    /** How many owners wait for the next list of a kind. */
    int waiting(ResourceType type) {
        Queue queue = queues.get(type);
        return queue == null ? 0 : queue.waiting();
    }

    private static Selection selection(ResourceType type, Set<Owner> owners) {
        Owner any = owners.iterator().next();
        return owners.size() == 1 ? Selection.ownedBy(type, any) : Selection.labelled(type, any.nameLabel());
    }

    private static Result list(Selection selection, PatientCluster cluster) {
        Map<ObjectId, ListedVersion> objects = new HashMap<>();
        ResourceVersion asOf;
        String token = "";
        do {
            switch (cluster.listMetadata(selection, PAGE, token)) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    asOf = ResourceVersion.of(ok.value());
                    ok.value().path("items").forEach(item -> objects.put(id(selection, item), listed(item)));
                    token = ok.value().path("metadata").path("continue").asText("");
                }
                case ApiResult.Refused<ObjectNode> refused -> {
                    return refused.isTransient() || refused.code() == 410
                            ? new Result.Unavailable(Refusal.of(selection.everything(), refused)
                                    .explain()
                                    .sentence())
                            : new Result.Refused();
                }
                case ApiResult.Unreachable<ObjectNode> unreachable -> {
                    return new Result.Unavailable(unreachable.what());
                }
            }
        } while (!token.isEmpty());
        return new Result.Listed(objects, asOf);
    }

    private static ObjectId id(Selection selection, JsonNode item) {
        JsonNode metadata = item.path("metadata");
        return new ObjectId(
                selection.type().kind().group(),
                selection.type().kind().kind(),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText(""));
    }

    private static ListedVersion listed(JsonNode item) {
        return new ListedVersion(item.path("metadata").path("uid").asText(""), ResourceVersion.of(item));
    }

    /** Those who share a list. */
    private static final class Batch {
        private final Set<Owner> owners = new HashSet<>();
        private final Optional<Batch> after;
        private final CompletableFuture<Result> result = new CompletableFuture<>();

        Batch(Optional<Batch> after) {
            this.after = after;
        }
    }

    private record Turn(Batch batch, boolean isLeader) {}

    private interface Lister {
        Result list(Set<Owner> owners);
    }

    /** The lists of one kind: at most one under way, and one that waits for its end. */
    private static final class Queue {
        private @Nullable Batch running;
        private @Nullable Batch next;

        synchronized Turn join(Owner owner) {
            Batch waiting = next;
            boolean isLeader = waiting == null;
            Batch joined = waiting == null ? new Batch(Optional.ofNullable(running)) : waiting;
            next = joined;
            joined.owners.add(owner);
            return new Turn(joined, isLeader);
        }

        synchronized int waiting() {
            Batch waiting = next;
            return waiting == null ? 0 : waiting.owners.size();
        }

        Result lead(Batch batch, Lister lister) {
            batch.after.ifPresent(before -> before.result.join());
            Result result = new Result.Unavailable("the list failed");
            try {
                result = lister.list(begin(batch));
                return result;
            } finally {
                end(batch);
                batch.result.complete(result);
            }
        }

        private synchronized Set<Owner> begin(Batch batch) {
            running = batch;
            next = null;
            return Set.copyOf(batch.owners);
        }

        private synchronized void end(Batch batch) {
            if (batch.equals(running)) {
                running = null;
            }
        }
    }
}
