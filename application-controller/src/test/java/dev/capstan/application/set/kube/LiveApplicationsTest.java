package dev.capstan.application.set.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.Application;
import dev.capstan.api.meta.ObjectKey;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveApplicationsTest {
    private static final String APPLICATION = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: a
              namespace: argocd
              resourceVersion: "1"
              labels: {env: dev}
              managedFields: [{manager: x}]
              ownerReferences:
              - {apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, name: apps, uid: u, controller: true}
            spec:
              project: default
              source: {repoURL: r, path: p}
              destination: {name: in-cluster}
              syncPolicy: {automated: {}}
            status:
              sync: {status: Synced, revision: r1}
              health: {status: Healthy}
              reconciledAt: "2026-01-02T03:04:05Z"
              resources: [{kind: Deployment, name: web}]
              operationState:
                phase: Succeeded
                startedAt: "2026-01-02T03:04:00Z"
                operation: {initiatedBy: {username: applicationset-controller}}
                syncResult: {revision: r1}
            """;

    private static Application application(String yaml) {
        return Serialization.unmarshal(yaml, Application.class);
    }

    private static LiveApplications of(Application... applications) {
        return new LiveApplications(new ApplicationsInView() {
            @Override
            public boolean areKnown() {
                return true;
            }

            @Override
            public Stream<Application> all() {
                return Stream.of(applications);
            }
        });
    }

    @Test
    void setsSeeWhatTheyAskFor() {
        ObjectNode tree = of(application(APPLICATION)).in("argocd").getFirst();

        assertThat(tree.at("/metadata").has("managedFields")).isFalse();
        assertThat(tree.at("/spec/syncPolicy/automated").isObject()).isTrue();
        assertThat(tree.at("/status/sync/revision").asText()).isEqualTo("r1");
        assertThat(tree.at("/status/operationState/operation/initiatedBy/username")
                        .asText())
                .isEqualTo("applicationset-controller");
        assertThat(tree.at("/status/operationState").has("syncResult")).isFalse();
        assertThat(tree.at("/status").has("resources")).isFalse();
    }

    @Test
    void otherNamespacesAreNotSeen() {
        assertThat(of(application(APPLICATION)).in("other")).isEmpty();
    }

    @Test
    void theyComeInTheOrderOfTheirNames() {
        Application first = application(APPLICATION);
        Application second = application(APPLICATION.replace("name: a\n", "name: b\n"));

        assertThat(of(second, first).in("argocd")).isEqualTo(of(first, second).in("argocd"));
    }

    @Test
    void theSetOfOneThatIsGoneIsKnown() {
        LiveApplications live = of(application(APPLICATION));
        assertThat(live.in("argocd")).hasSize(1);

        assertThat(live.forget(new ObjectKey("argocd", "a"))).contains(new ObjectKey("argocd", "apps"));
        assertThat(live.forget(new ObjectKey("argocd", "a"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            path: p                | path: q                  | CONTENT
            env: dev               | env: prod                | CONTENT
            Synced                 | OutOfSync                | STATUS
            Healthy                | Progressing              | STATUS
            phase: Succeeded       | phase: Running           | STATUS
            revision: r1           | revision: r2             | STATUS
            "2026-01-02T03:04:05Z" | "2026-01-02T04:04:05Z"   | NONE
            name: web              | name: db                 | NONE
            """)
    void whatAChangeMeansToTheSet(String before, String after, ApplicationChange expected) {
        Application changed = application(APPLICATION.replace(before, after));

        assertThat(ApplicationChange.of(changed, application(APPLICATION))).isEqualTo(expected);
    }

    @Test
    void aStatusThatComesIsAChange() {
        Application without = application(APPLICATION.substring(0, APPLICATION.indexOf("status:\n")));

        assertThat(ApplicationChange.of(application(APPLICATION), without)).isEqualTo(ApplicationChange.STATUS);
        assertThat(ApplicationChange.of(without, without)).isEqualTo(ApplicationChange.NONE);
    }

    @Test
    void fieldsThatTheKindDoesNotHaveAreNotStored() {
        ObjectNode generated = Serialization.unmarshal(APPLICATION, ObjectNode.class);
        generated.withObject("/spec").put("unknown", "x").put("revisionHistoryLimit", 3);

        ObjectNode stored = new StoredForm().stored(generated);

        assertThat(stored.path("spec").has("unknown")).isFalse();
        assertThat(stored.at("/spec/revisionHistoryLimit").asInt()).isEqualTo(3);
        assertThat(stored.at("/spec/syncPolicy/automated").isObject()).isTrue();
        assertThat(stored.path("metadata")).isEqualTo(generated.path("metadata"));
    }

    @Test
    void whatDoesNotFitTheKindStaysForTheApiServerToRefuse() {
        ObjectNode generated = Serialization.unmarshal(APPLICATION, ObjectNode.class);
        generated.withObject("/spec").put("source", "no map");

        assertThat(new StoredForm().stored(generated)).isEqualTo(generated);
        assertThat(List.of(generated.path("spec").path("source").asText())).containsExactly("no map");
    }
}
