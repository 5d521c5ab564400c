package dev.capstan.helmrelease.kube;

import static dev.capstan.helmrelease.run.FakeReleaseActions.Fate.WAITS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.record.RevisionId;
import dev.capstan.helmrelease.state.Stored;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which releases go with their HelmRelease. */
class ReleaseDeletionTest {

    private final ReconcilerFixture web = new ReconcilerFixture();

    @Test
    void aReleaseOfAnotherHelmReleaseWithTheSameNameIsLeftAlone() {
        web.actions.store(ReconcilerFixture.KEY, madeFor("shop"));

        assertThat(web.delete()).isTrue();

        assertThat(web.stored()).containsExactly("1 deployed");
    }

    @Test
    void aReleaseThatTheStatusDoesNotKnowYetGoes() {
        web.actions.store(ReconcilerFixture.KEY, madeFor("apps"));

        assertThat(web.delete()).isTrue();

        assertThat(web.stored()).isEmpty();
    }

    @Test
    void aReleaseWhoseStepWaitsIsGivenUpAndGoes() {
        web.actions.nextActions(WAITS);
        web.reconcile();

        assertThat(web.delete()).isTrue();

        assertThat(web.actions.isCancelled()).isTrue();
        assertThat(web.stored()).isEmpty();
    }

    private static ReleaseRecord madeFor(String namespace) {
        ObjectNode chart = JsonNodeFactory.instance.objectNode();
        chart.putObject("metadata").put("name", "web").put("version", "1.0.0");
        String manifest = """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: web
                  labels:
                    helm.toolkit.fluxcd.io/name: web
                    helm.toolkit.fluxcd.io/namespace: %s
                """.formatted(namespace);
        return ReleaseRecord.install(
                        new RevisionId("apps", "web", 1),
                        new ReleaseContent(chart, JsonNodeFactory.instance.objectNode(), manifest, List.of(), ""),
                        ApplyMethod.SERVER_SIDE,
                        Stored.NOW)
                .with(ReleaseStatus.DEPLOYED, "done");
    }
}
