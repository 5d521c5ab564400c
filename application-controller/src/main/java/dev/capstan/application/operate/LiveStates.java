package dev.capstan.application.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveView;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.LiveState;
import dev.capstan.argo.sync.SyncTask;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What a cluster holds of the objects of tasks, looked at once for each step of a sync. */
final class LiveStates implements Function<SyncTask, LiveState> {
    private final LiveView view;
    private final HealthRules health;
    private final Map<ObjectKey, LiveState> seen = new HashMap<>();

    LiveStates(LiveView view, HealthRules health) {
        this.view = view;
        this.health = health;
    }

    @Override
    public LiveState apply(SyncTask task) {
        return seen.computeIfAbsent(task.key(), this::look);
    }

    private LiveState look(ObjectKey key) {
        return switch (view.find(key)) {
            case LiveLookup.Found(var object) -> {
                ObjectNode content = object.content();
                Metadata metadata = Metadata.of(content);
                yield new LiveState.Present(
                        metadata.isDeleting(), metadata.hasFinalizer(Hook.FINALIZER), health.assess(content));
            }
            case LiveLookup.Absent _ -> new LiveState.Absent();
            case LiveLookup.Unknown _ -> new LiveState.Unseen();
        };
    }
}
