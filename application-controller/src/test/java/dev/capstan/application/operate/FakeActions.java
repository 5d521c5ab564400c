package dev.capstan.application.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.ServerDryRun;
import dev.capstan.application.live.FakeLiveView;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.apply.ApplyPlan;
import dev.capstan.argo.apply.ClientSideApply;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.SyncAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries actions out in a cluster of tests, keeps a list of them, and fails where it is told to. */
public final class FakeActions implements ObjectActions {
    private static final ClientSideApply APPLY = ClientSideApply.load();

    private final FakeLiveView cluster;
    private final Map<String, String> failures = new HashMap<>();
    private final List<String> done = new ArrayList<>();
    private final List<ActionContext> contexts = new ArrayList<>();
    private Consumer<String> watcher = action -> {};
    private int generated;

    public FakeActions(FakeLiveView cluster) {
        this.cluster = cluster;
    }

    /** What was done, such as {@code apply ConfigMap/c}; dry runs are not in it. */
    public List<String> done() {
        return List.copyOf(done);
    }

    public void forget() {
        done.clear();
    }

    public void fail(String action, String message) {
        failures.put(action, message);
    }

    public void mend() {
        failures.clear();
    }

    /** Is told of each action before it is carried out. */
    public void before(Consumer<String> observer) {
        watcher = observer;
    }

    public ActionContext lastContext() {
        return contexts.getLast();
    }

    @Override
    public Map<SyncAction, ActionOutcome> run(List<SyncAction> actions, ActionContext context) {
        contexts.add(context);
        Map<SyncAction, ActionOutcome> outcomes = new LinkedHashMap<>();
        actions.forEach(action -> outcomes.put(action, carryOut(action)));
        return outcomes;
    }

    private ActionOutcome carryOut(SyncAction action) {
        ObjectKey key = action.task().key();
        String what = verb(action) + " " + key.kind() + "/" + key.name();
        watcher.accept(what);
        if (!(action instanceof SyncAction.DryRun)) {
            done.add(what);
        }
        String failure = failures.get(what);
        if (failure != null) {
            return new ActionOutcome.Failed(failure);
        }
        return switch (action) {
            case SyncAction.DryRun _ -> new ActionOutcome.Done(key.name() + " unchanged (dry run)");
            case SyncAction.Apply apply -> apply(apply.task().target().orElseThrow());
            case SyncAction.Prune _, SyncAction.DeleteHook _ ->
                cluster.delete(key) ? new ActionOutcome.Done("deleted") : new ActionOutcome.NotFound();
            case SyncAction.ReleaseHook _ -> release(key);
        };
    }

    private static String verb(SyncAction action) {
        return switch (action) {
            case SyncAction.DryRun _ -> "try";
            case SyncAction.Apply _ -> "apply";
            case SyncAction.Prune _ -> "prune";
            case SyncAction.DeleteHook _ -> "delete";
            case SyncAction.ReleaseHook _ -> "release";
        };
    }

    private ActionOutcome apply(ObjectNode manifest) {
        ObjectNode named = manifest.deepCopy();
        ObjectNode metadata = named.withObject("/metadata");
        if (!metadata.hasNonNull("name")) {
            metadata.put("name", metadata.path("generateName").asText() + ++generated);
        }
        ObjectKey key = ObjectKey.of(named);
        Optional<ObjectNode> live = cluster.get(key);
        return switch (APPLY.plan(named, live)) {
            case ApplyPlan.Create(ObjectNode content) -> {
                cluster.put(content);
                yield new ActionOutcome.Done(key.kind().toLowerCase(Locale.ROOT) + "/" + key.name() + " created");
            }
            case ApplyPlan.Patch(ObjectNode patch) -> {
                cluster.put((ObjectNode) merged(live.orElseThrow(), patch));
                yield new ActionOutcome.Done(key.kind().toLowerCase(Locale.ROOT) + "/" + key.name() + " configured");
            }
            case ApplyPlan.Nothing _ ->
                new ActionOutcome.Done(key.kind().toLowerCase(Locale.ROOT) + "/" + key.name() + " unchanged");
            case ApplyPlan.Refused(String message) -> new ActionOutcome.Failed(message);
        };
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), merged(result.path(change.getKey()), change.getValue()));
            }
        });
        return result;
    }

    private ActionOutcome release(ObjectKey key) {
        Optional<ObjectNode> live = cluster.get(key);
        if (live.isEmpty()) {
            return new ActionOutcome.NotFound();
        }
        ArrayNode finalizers = live.get().withObject("/metadata").withArray("finalizers");
        for (int i = finalizers.size() - 1; i >= 0; i--) {
            if (finalizers.get(i).asText().equals(Hook.FINALIZER)) {
                finalizers.remove(i);
            }
        }
        cluster.put(live.get());
        return new ActionOutcome.Done("");
    }

    @Override
    public ActionOutcome delete(ObjectKey key, String uid, Propagation propagation, ActionContext context) {
        contexts.add(context);
        String what = "delete " + key.kind() + "/" + key.name();
        done.add(what);
        String failure = failures.get(what);
        if (failure != null) {
            return new ActionOutcome.Failed(failure);
        }
        return cluster.delete(key) ? new ActionOutcome.Done("deleted") : new ActionOutcome.NotFound();
    }

    @Override
    public ServerDryRun.Answer tryOut(ObjectNode manifest, ActionContext context) {
        ObjectKey key = ObjectKey.of(manifest);
        String what = "ask " + key.kind() + "/" + key.name();
        done.add(what);
        String failure = failures.get(what);
        return failure == null
                ? new ServerDryRun.Answer.Made(
                        (ObjectNode) merged(cluster.get(key).orElse(manifest), manifest))
                : new ServerDryRun.Answer.Refused(failure);
    }
}
