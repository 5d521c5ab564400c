package dev.capstan.application.operate.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.SyncAction;
import dev.capstan.argo.sync.SyncTask;
import dev.capstan.testkit.cluster.WithCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a sync deletes, and what it leaves. */
@WithCluster(crds = false)
class ObjectRemovalIT extends ObjectActionsFixture {

    @Test
    void pruneDeletesTheObjectThatWasLookedAtAndNoOther() {
        applied(configMap("a", "data: {k: blue}"), APPLY, "configmap/a created");
        ObjectNode first = seen("a");
        SyncAction prune = new SyncAction.Prune(task(Optional.empty(), Optional.of(first)), Propagation.BACKGROUND);

        assertThat(run(prune)).isEqualTo(new ActionOutcome.Done("configmap/a deleted"));
        assertThat(seen("a").isEmpty()).isTrue();
        assertThat(run(prune)).isEqualTo(new ActionOutcome.NotFound());
        applied(configMap("a", "data: {k: new}"), APPLY, "configmap/a created");
        assertThat(failure(run(prune))).contains("was made anew");
        assertThat(live("a").getData()).isEqualTo(Map.of("k", "new"));
    }

    @Test
    void foregroundDeletionIsSeenAsOneThatIsUnderWay() {
        applied(configMap("a", "data: {k: blue}"), APPLY, "configmap/a created");
        client.configMaps().inNamespace(namespace).withName("a").edit(it -> {
            it.getMetadata().setFinalizers(List.of("example.org/held"));
            return it;
        });
        await().until(() -> seen("a").at("/metadata/finalizers").size() == 1);

        run(new SyncAction.Prune(task(Optional.empty(), Optional.of(seen("a"))), Propagation.FOREGROUND));

        assertThat(seen("a").at("/metadata/deletionTimestamp").isTextual()).isTrue();
        assertThat(run(new SyncAction.Prune(task(Optional.empty(), Optional.of(seen("a"))), Propagation.FOREGROUND)))
                .isEqualTo(new ActionOutcome.Done("configmap/a is being deleted already"));
        client.configMaps().inNamespace(namespace).withName("a").edit(it -> {
            it.getMetadata().setFinalizers(List.of());
            return it;
        });
        await().until(() -> seen("a").isEmpty());
    }

    @Test
    void hookStaysUntilItIsReleased() {
        ObjectNode hook = configMap("hook", "data: {k: v}");
        hook.withArray("/metadata/finalizers").add(Hook.FINALIZER).add("example.org/other");
        applied(hook, APPLY, "configmap/hook created");
        SyncTask task = task(Optional.of(hook), Optional.empty());

        assertThat(run(new SyncAction.DeleteHook(task, Propagation.BACKGROUND)))
                .isEqualTo(new ActionOutcome.Done("configmap/hook deleted"));
        assertThat(live("hook")).isNotNull();
        assertThat(run(new SyncAction.ReleaseHook(task))).isEqualTo(new ActionOutcome.Done("configmap/hook patched"));
        assertThat(live("hook").getMetadata().getFinalizers()).containsExactly("example.org/other");
        client.configMaps().inNamespace(namespace).withName("hook").edit(it -> {
            it.getMetadata().setFinalizers(List.of());
            return it;
        });
        await().until(() -> live("hook") == null);
        assertThat(run(new SyncAction.ReleaseHook(task))).isEqualTo(new ActionOutcome.NotFound());
        assertThat(run(new SyncAction.DeleteHook(task, Propagation.BACKGROUND)))
                .isEqualTo(new ActionOutcome.NotFound());
    }
}
