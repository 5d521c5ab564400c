package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.refusal.Explanation;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.ObjectFailure;
import dev.capstan.helm.release.RecordFailure;
import dev.capstan.helm.release.WaitOptions;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.RecordSecret;
import dev.capstan.helm.release.storage.RecordSize;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins a revision: checks what speaks against it, records it as pending, and starts its course. */
final class NewRevision {

    /** What the three actions that make a revision differ in, besides the record. */
    record Plan(
            ReleaseChange.Course course,
            WaitOptions waiting,
            boolean takesOwnership,
            boolean createsNamespace,
            boolean isForced,
            int maxHistory,
            Map<String, String> labels) {}

    private static final ResourceType NAMESPACE =
            new ResourceType(new ResourceKind("", "v1", "Namespace"), "namespaces", false);

    private final ActionContext context;
    private final ReleaseStorage storage;
    private final ReleaseHistory history;

    NewRevision(ActionContext context, ReleaseStorage storage, ReleaseHistory history) {
        this.context = context;
        this.storage = storage;
        this.history = history;
    }

    /** Until the revision is recorded as pending, no object of the release is touched. */
    ActionOutcome make(ReleaseRecord record, Plan plan) {
        return switch (ObjectSet.read(context, storage, record.manifest(), history)) {
            case ObjectSet.Unreadable(var failure) ->
                refused(Masks.of(List.of(), plan.waiting().secrets()).hide(failure));
            case ObjectSet.Read(var objects) -> make(record, plan, objects);
        };
    }

    private ActionOutcome make(ReleaseRecord record, Plan plan, ObjectSet objects) {
        List<String> notices = new ArrayList<>(objects.before().notices());
        ObjectChanges changes = new ObjectChanges(context, objects, record.applyMethod(), plan.isForced(), notices);
        Optional<ActionFailure> obstacle = plan.takesOwnership() ? Optional.empty() : changes.notOwned();
        if (obstacle.isEmpty() && plan.createsNamespace()) {
            obstacle = tooLarge(record).or(this::createNamespace);
        }
        if (obstacle.isPresent()) {
            return refused(obstacle.get());
        }
        StorageResult<StoredRecord> created = storage.create(context.target().key(), record, plan.labels());
        if (!(created instanceof StorageResult.Done<StoredRecord>(StoredRecord stored))) {
            return refused(RecordJournal.failure(created).orElseThrow());
        }
        ReleaseHistory left = withoutSurplus(plan.maxHistory(), objects, notices);
        return new ReleaseChange(
                        context,
                        plan.course(),
                        plan.waiting(),
                        storage,
                        left,
                        new RecordJournal(storage, stored),
                        changes,
                        Masks.of(
                                context.texts(),
                                objects.wanted(),
                                record.hooks(),
                                plan.waiting().secrets()),
                        notices)
                .run();
    }

    /**
     * A revision that failed stays beyond the limit while only it knows of an object; the next one that succeeds ends that.
     *
     * @return what is left
     */
    private ReleaseHistory withoutSurplus(int limit, ObjectSet objects, List<String> notices) {
        ReleaseHistory left = history;
        for (RecordSecret secret : history.surplus(limit)) {
            if (!objects.before().isLastTrace(secret, objects.wanted())) {
                Optional<ActionFailure> failure =
                        RecordJournal.failure(storage.delete(context.target().key(), secret));
                failure.ifPresent(it -> notices.add("an old revision was not deleted: " + it.message()));
                left = failure.isPresent() ? left : left.without(secret.version());
            }
        }
        return left;
    }

    /** Asked before the namespace is created; without one, storing the record tells. */
    private static Optional<ActionFailure> tooLarge(ReleaseRecord record) {
        return RecordSize.excess(record).map(RecordFailure.RecordTooLarge::new);
    }

    private Optional<ActionFailure> createNamespace() {
        String name = context.target().namespace();
        ObjectId id = new ObjectId("", "Namespace", "", name);
        ObjectNode namespace = JsonNodeFactory.instance.objectNode();
        namespace.put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name).putObject("labels").put("name", name);
        ClusterApi.ApplyOptions options =
                new ClusterApi.ApplyOptions(context.engine().profile().fieldManager(), false, true);
        return switch (context.cluster().apply(new ObjectRef(NAMESPACE, "", name), namespace, options)) {
            case ApiResult.Ok<ObjectNode> _ -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused when refused.isConflict() -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused -> {
                Explanation words = Refusal.of(id, refused).explain();
                yield Optional.of(new ObjectFailure.Refused(
                        id,
                        "cannot create the namespace " + name + ": " + words.sentence(),
                        words.advice(),
                        refused.isTransient()));
            }
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                Optional.of(new ObjectFailure.Refused(
                        id,
                        "cannot create the namespace " + name + ": " + unreachable.what(),
                        "Nothing to do: it goes on when the API server answers again.",
                        true));
        };
    }

    private ActionOutcome refused(ActionFailure failure) {
        return context.ended(new ActionOutcome.Failed(failure, Optional.empty()));
    }
}
