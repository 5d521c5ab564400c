package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgoReadinessTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {sync: {status: Synced, revision: abc}, health: {status: Healthy}}    | True    | Synced      | synced with abc, and healthy
            {sync: {status: Synced, revision: abc}, health: {status: Suspended}}  | False   | Suspended   | an object is Suspended
            {sync: {status: OutOfSync, revision: abc}, health: {status: Healthy}} | False   | OutOfSync   | the cluster is not as abc says
            {sync: {status: Synced}, operationState: {phase: Running}}            | Unknown | Syncing     | a sync is under way
            {sync: {status: OutOfSync}, operationState: {phase: Failed, message: no}} | False | SyncFailed | no
            {sync: {status: Unknown}, conditions: [{type: ComparisonError, message: bad}]} | False | ComparisonError | bad
            {sync: {status: Unknown}, health: {status: Unknown}}                  | False   | Unknown     | the cluster is not as its source says
            """)
    void anApplicationIsReadyWhenItIsSyncedAndHealthy(String status, String expected, String reason, String message) {
        assertThat(application(status).ready()).hasValueSatisfying(ready -> {
            assertThat(ready.status()).isEqualTo(expected);
            assertThat(ready.reason()).isEqualTo(reason);
            assertThat(ready.message()).isEqualTo(message);
        });
    }

    @Test
    void theObjectThatIsNotWellIsNamed() {
        assertThat(application("""
                        {sync: {status: Synced}, health: {status: Progressing}, resources: [
                          {kind: Service, namespace: a, name: b, health: {status: Healthy}},
                          {kind: Deployment, namespace: a, name: web, health: {status: Progressing, message: 0 of 1 updated}}]}
                        """).ready().map(Condition::message)).contains("Deployment a/web: 0 of 1 updated");
    }

    @Test
    void whatIsNotReadyIsFoundAsSuchAmongAllKinds() {
        assertThat(application("{sync: {status: OutOfSync}}").conditions().get(Condition.READY))
                .hasValueSatisfying(ready -> assertThat(ready.holds()).isFalse());
    }

    @Test
    void aWarningIsNoFailure() {
        assertThat(application(
                                "{sync: {status: Synced}, health: {status: Healthy}, conditions: [{type: SharedResourceWarning}]}")
                        .ready()
                        .map(Condition::holds))
                .contains(true);
    }

    @Test
    void beforeTheFirstLookNothingIsKnown() {
        assertThat(application("{}").ready()).isEmpty();
        assertThat(application("[odd]").ready()).isEmpty();
    }

    @Test
    void severalSourcesHaveSeveralRevisions() {
        assertThat(application("{sync: {revisions: [a, b]}}").revision()).contains("a, b");
    }

    @Test
    void aRequestIsTakenUpWhenItsAnnotationIsGone() {
        String healthy = "{sync: {status: Synced}, health: {status: Healthy}}";

        assertThat(application(healthy).hasAnswered("any")).isTrue();
        assertThat(annotated("argocd.argoproj.io/refresh: normal", healthy).hasAnswered("any"))
                .isFalse();
        assertThat(application("{sync: {status: Synced}, health: {status: Progressing}}")
                        .hasAnswered("any"))
                .isFalse();
    }

    @Test
    void anAnnotationSuspends() {
        assertThat(annotated("argocd.argoproj.io/skip-reconcile: 'true'", "{}").isSuspended())
                .isTrue();
        assertThat(annotated("argocd.argoproj.io/skip-reconcile: 'false'", "{}").isSuspended())
                .isFalse();
    }

    @Test
    void aSetIsReadyWhenItsApplicationsAreAsItWantsThem() {
        assertThat(
                        set(
                                "[{type: ErrorOccurred, status: 'True', reason: Bad, message: no}, {type: ResourcesUpToDate, status: 'True'}]"))
                .extracting(Condition::status, Condition::message)
                .containsExactly("False", "no");
        assertThat(
                        set(
                                "[{type: ErrorOccurred, status: 'False'}, {type: ResourcesUpToDate, status: 'True', reason: R, message: m}]"))
                .extracting(Condition::status, Condition::message)
                .containsExactly("True", "m");
    }

    private static Condition set(String conditions) {
        return object("ApplicationSet", "", "{conditions: " + conditions + "}")
                .ready()
                .orElseThrow();
    }

    private static ToolkitObject application(String status) {
        return object("Application", "", status);
    }

    private static ToolkitObject annotated(String annotation, String status) {
        return object("Application", ", annotations: {" + annotation + "}", status);
    }

    private static ToolkitObject object(String kind, String metadata, String status) {
        return ToolkitObject.of(Serialization.unmarshal(
                """
                apiVersion: argoproj.io/v1alpha1
                kind: %s
                metadata: {name: my-app, namespace: argocd%s}
                status: %s
                """.formatted(kind, metadata, status.replace("\n", " ")), GenericKubernetesResource.class));
    }
}
