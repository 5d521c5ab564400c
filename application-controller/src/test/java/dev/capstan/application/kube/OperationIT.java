package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.ResourceResult;
import dev.capstan.api.argo.RevisionHistory;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Syncs that somebody asks for, and other wishes, by fields and annotations of the Application. */
class OperationIT extends ApplicationFixture {
    private static final String BY_HAND = "syncPolicy: {syncOptions: [CreateNamespace=true]}\n";
    /** Waits for somebody to let it go. */
    private static final String HELD = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: check
              annotations: {argocd.argoproj.io/hook: PreSync}
            spec:
              suspend: true
              template: {spec: {restartPolicy: Never, containers: [{name: check, image: check:1}]}}
            """;

    @Test
    void nothingIsSyncedBeforeSomebodyAsks() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        apply(BY_HAND);
        await(it -> sync(it).equals("OutOfSync"));
        assertThat(value("one")).isEmpty();

        patch("{\"operation\":{\"initiatedBy\":{\"username\":\"alice\"},\"sync\":{}}}");

        ApplicationStatus synced = awaitSynced(first);
        awaitValue("one", "a");
        assertThat(state(await(it -> phase(it).equals("Succeeded"))).message()).startsWith("successfully synced");
        assertThat(synced.history()).singleElement().satisfies(entry -> {
            assertThat(entry.revision()).isEqualTo(first);
            assertThat(Objects.requireNonNull(entry.initiatedBy()).username()).isEqualTo("alice");
        });
        assertThat(find().map(Application::getOperation)).isEmpty();
        patiently()
                .until(
                        this::events,
                        it -> it.contains("OperationCompleted: Sync operation to " + first + " succeeded"));
    }

    @Test
    void aDryRunChangesNothing() {
        commit(Map.of("one.yaml", configMap("one", "a")));
        apply(BY_HAND);
        createNamespace(app);

        patch("{\"operation\":{\"sync\":{\"dryRun\":true}}}");

        ApplicationStatus status = await(it -> phase(it).equals("Succeeded"));
        assertThat(results(status)).containsExactly("ConfigMap/one");
        assertThat(status.history()).isEmpty();
        assertThat(value("one")).isEmpty();
    }

    @Test
    void oneOfSeveralObjectsIsSynced() {
        commit(Map.of("one.yaml", configMap("one", "a"), "two.yaml", configMap("two", "a")));
        apply(BY_HAND);
        createNamespace(app);

        patch("{\"operation\":{\"sync\":{\"resources\":[{\"kind\":\"ConfigMap\",\"name\":\"two\"}]}}}");

        ApplicationStatus status = await(it -> phase(it).equals("Succeeded"));
        assertThat(results(status)).containsExactly("ConfigMap/two");
        assertThat(value("two")).contains("a");
        assertThat(value("one")).isEmpty();
        assertThat(status.history()).isEmpty();
    }

    @Test
    void anOlderRevisionIsSyncedWhenItIsNamed() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        commit(Map.of("one.yaml", configMap("one", "b")));
        apply(BY_HAND);

        patch("{\"operation\":{\"sync\":{\"revision\":\"" + first + "\"}}}");

        awaitValue("one", "a");
        assertThat(await(it -> phase(it).equals("Succeeded") && sync(it).equals("OutOfSync"))
                        .history())
                .extracting(RevisionHistory::revision)
                .containsExactly(first);
    }

    @Test
    void whatTheServerRefusesIsSaidAndTriedAgainAsOftenAsAllowed() {
        commit(Map.of("one.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Not_A_Name}\n"));
        apply(BY_HAND);

        patch("{\"operation\":{\"sync\":{},\"retry\":{\"limit\":1,\"backoff\":{\"duration\":\"1s\"}}}}");

        ApplicationStatus status = await(it -> phase(it).equals("Failed"));
        assertThat(state(status).retryCount()).isEqualTo(1);
        assertThat(state(status).message()).contains("one or more");
        assertThat(Objects.requireNonNull(state(status).syncResult()).resources())
                .filteredOn(it -> it.name().equals("Not_A_Name"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.status()).isEqualTo("SyncFailed");
                    assertThat(it.message()).contains("Not_A_Name");
                });
    }

    @Test
    void whoTerminatesAnOperationEndsIt() {
        commit(Map.of("check.yaml", HELD, "one.yaml", configMap("one", "a")));
        apply(BY_HAND);
        patch("{\"operation\":{\"sync\":{}}}");
        await(it -> phase(it).equals("Running")
                && Objects.requireNonNullElse(state(it).message(), "").contains("hook"));

        patch("{\"status\":{\"operationState\":{\"phase\":\"Terminating\"}}}");

        assertThat(state(await(it -> phase(it).equals("Failed"))).message()).isEqualTo("Operation terminated");
        assertThat(value("one")).isEmpty();
        assertThat(find().map(Application::getOperation)).isEmpty();
    }

    @Test
    void aCrashInTheMiddleLosesNothing() {
        commit(Map.of("check.yaml", HELD, "one.yaml", configMap("one", "a")));
        apply(BY_HAND);
        patch("{\"operation\":{\"sync\":{}}}");
        String started = state(await(it -> phase(it).equals("Running")
                        && Objects.requireNonNullElse(state(it).message(), "").contains("hook")))
                .startedAt();
        String uid = client.batch()
                .v1()
                .jobs()
                .inNamespace(app)
                .withName("check")
                .get()
                .getMetadata()
                .getUid();

        restart();
        client.batch()
                .v1()
                .jobs()
                .inNamespace(app)
                .withName("check")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":false}}");

        awaitValue("one", "a");
        OperationState ended = state(await(it -> phase(it).equals("Succeeded")));
        assertThat(ended.startedAt()).isEqualTo(started);
        assertThat(client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(app)
                        .withName("check")
                        .get()
                        .getMetadata()
                        .getUid())
                .isEqualTo(uid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "hard"})
    void aRefreshIsDoneWhenItsAnnotationIsGone(String how) {
        commit(Map.of("one.yaml", configMap("one", "a")));
        apply(BY_HAND);
        await(it -> sync(it).equals("OutOfSync"));
        String second = commit(Map.of("one.yaml", configMap("one", "b")));

        refresh(how);

        awaitRefreshed();
        assertThat(find().map(it -> Announcements.revision(it.getStatus()))).contains(second);
    }

    @Test
    void aRefreshThatFailsIsDoneToo() {
        commit(Map.of("one.yaml", configMap("one", "a")));
        apply(BY_HAND);
        await(it -> sync(it).equals("OutOfSync"));
        server.close();

        refresh("normal");

        awaitRefreshed();
        assertThat(find().map(it -> conditions(it.getStatus()))).contains(List.of("ComparisonError"));
    }

    @Test
    void whoIsToBeSkippedIsLeftAlone() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applyObject("annotations: {argocd.argoproj.io/skip-reconcile: 'true'}\n", """
                project: default
                source: {repoURL: "%s", targetRevision: main, path: environments/prod}
                destination: {server: "https://kubernetes.default.svc", namespace: %s}
                syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}
                """.formatted(
                        server.url("team/config"), app));
        String other = app;
        app = other + "-b";
        apply("syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}\n");
        awaitSynced(first);
        application().delete();
        app = other;
        assertThat(find().map(Application::getStatus)).isEmpty();

        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/skip-reconcile\":null}}}");

        awaitSynced(first);
    }

    @Test
    void hooksRunAroundTheObjectsAndGoAsTheyWish() {
        String hook = configMap("before", "x")
                .replace(
                        "metadata:",
                        "metadata:\n  annotations: {argocd.argoproj.io/hook: PreSync,"
                                + " argocd.argoproj.io/hook-delete-policy: HookSucceeded}");
        commit(Map.of("before.yaml", hook, "one.yaml", configMap("one", "a")));
        apply(BY_HAND);

        patch("{\"operation\":{\"sync\":{}}}");

        ApplicationStatus status = await(it -> phase(it).equals("Succeeded"));
        assertThat(Objects.requireNonNull(state(status).syncResult()).resources())
                .filteredOn(it -> it.name().equals("before"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.hookType()).isEqualTo("PreSync");
                    assertThat(it.hookPhase()).isEqualTo("Succeeded");
                });
        awaitGone("before");
        assertThat(value("one")).contains("a");
    }

    @Test
    void aWaveWaitsForTheHealthOfTheOneBefore() {
        commit(Map.of(
                "web.yaml",
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {type: LoadBalancer, ports: [{port: 80}]}
                """,
                "one.yaml",
                configMap("one", "a")
                        .replace("metadata:", "metadata:\n  annotations: {argocd.argoproj.io/sync-wave: '1'}")));
        apply(BY_HAND);

        patch("{\"operation\":{\"sync\":{}}}");

        await(it -> phase(it).equals("Running")
                && Objects.requireNonNullElse(state(it).message(), "").contains("waiting for healthy state of"));
        assertThat(value("one")).isEmpty();
        client.services()
                .inNamespace(app)
                .withName("web")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.1"}]}}}""");
        awaitValue("one", "a");
        await(it -> phase(it).equals("Succeeded"));
    }

    private void refresh(String how) {
        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"" + how + "\"}}}");
    }

    private void awaitRefreshed() {
        patiently()
                .until(() -> find().filter(it ->
                                it.annotation("argocd.argoproj.io/refresh").isEmpty())
                        .isPresent());
    }

    private static OperationState state(ApplicationStatus status) {
        return Objects.requireNonNull(status.operationState());
    }

    private static List<String> results(ApplicationStatus status) {
        return Objects.requireNonNull(state(status).syncResult()).resources().stream()
                .filter(it -> !it.kind().equals("Namespace"))
                .map(OperationIT::name)
                .toList();
    }

    private static String name(ResourceResult result) {
        return result.kind() + "/" + result.name();
    }
}
