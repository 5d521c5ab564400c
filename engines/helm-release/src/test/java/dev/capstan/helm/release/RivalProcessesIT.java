package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.HookEvent.PRE_UPGRADE;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static dev.capstan.helm.release.ReleaseFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.helm.release.state.ReleaseState;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two at work on one release: the one that comes second is refused, and nothing of the other is lost. */
class RivalProcessesIT extends ReleaseScenario {

    @Test
    void twoUpgradesAtOnce() {
        done(release.install(content(configMap("one", "1"))));
        try (ReleaseFixture other = new ReleaseFixture(client, namespace)) {
            var history = other.history();
            done(release.upgrade(content(configMap("one", "2"))));

            ActionFailure failure = failure(end(other.actions.upgrade(
                    other.target,
                    history,
                    content(configMap("one", "3")),
                    UpgradeOptions.of(WaitOptions.of(TIMEOUT)))));

            assertThat(failure).isEqualTo(new RecordFailure.Overtaken("sh.helm.release.v1.shop.v2"));
            assertThat(value("one")).isEqualTo("2");
            done(other.upgrade(content(configMap("one", "3"))));
            assertThat(value("one")).isEqualTo("3");
        }
    }

    /** The Helm command drops the annotations that it does not know. */
    @Test
    void aRecordThatAnotherToolHasWritten() {
        done(release.install(content(configMap("one", "1"))));
        var history = release.history();
        client.secrets()
                .inNamespace(namespace)
                .withName("sh.helm.release.v1.shop.v1")
                .edit(secret -> new SecretBuilder(secret)
                        .editMetadata()
                        .withAnnotations(Map.of())
                        .endMetadata()
                        .build());

        ActionFailure failure = failure(
                end(release.actions.uninstall(release.target, history, UninstallOptions.of(WaitOptions.of(TIMEOUT)))));

        assertThat(failure).isEqualTo(new RecordFailure.Overtaken("sh.helm.release.v1.shop.v1"));
        assertThat(value("one")).isEqualTo("1");
        done(release.uninstall());
    }

    /** A process that was believed dead comes back: its next write is refused, and it gives up. */
    @Test
    void aProcessThatWasBelievedDead() {
        done(release.install(content(configMap("one", "1"))));
        ActionOutcome asleep = release.actions.upgrade(
                release.target,
                release.history(),
                content(configMap("one", "2"), job("wait", 0, PRE_UPGRADE, List.of(), "run-for: 2s")),
                UpgradeOptions.of(WaitOptions.of(TIMEOUT)));
        try (ReleaseFixture successor = new ReleaseFixture(client, namespace)) {
            assertThat(successor.state()).isInstanceOf(ReleaseState.Abandoned.class);
            done(successor.upgrade(content(configMap("one", "3"))));

            assertThat(failure(end(asleep))).isInstanceOf(RecordFailure.Overtaken.class);
            assertThat(value("one")).isEqualTo("3");
            assertThat(successor.statuses()).containsExactly("1 superseded", "2 failed", "3 deployed");
        }
    }

    /** Whoever deletes the hooks of a process that is dead must be the one who may write the record. */
    @Test
    void sweepsNoHooksOfAReleaseThatSomebodyElseIsAtWorkOn() {
        ActionOutcome running = release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1"), job("wait", 0, PRE_INSTALL, List.of("hook-succeeded"), "run-for: 1h")),
                InstallOptions.of(WaitOptions.of(TIMEOUT)));
        assertThat(running).isInstanceOf(ActionOutcome.Waiting.class);
        ClusterApi fenced = new ForwardingCluster(Fabric8ClusterApi.of(client)) {
            @Override
            public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
                return new ApiResult.Refused<>(409, "Conflict", "somebody was faster", List.of(), Optional.empty());
            }
        };
        try (ReleaseFixture late = new ReleaseFixture(Fabric8ClusterApi.of(client), fenced, release.target)) {
            ActionFailure failure = failure(late.actions.heal(late.target, late.history()));

            assertThat(failure).isInstanceOf(RecordFailure.Overtaken.class);
            assertThat(client.batch()
                            .v1()
                            .jobs()
                            .inNamespace(namespace)
                            .withName("wait")
                            .require()
                            .getMetadata()
                            .getDeletionTimestamp())
                    .isNull();
        }
    }
}
