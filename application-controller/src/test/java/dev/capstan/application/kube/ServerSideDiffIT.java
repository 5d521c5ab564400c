package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.ResourceStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ServerSideDiff=true} on a real API server: what it would make of the manifests decides. That nothing differs of objects of many
 * kinds is in {@link ManyKindsIT}.
 */
class ServerSideDiffIT extends CountedRequestsFixture {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: web
                    image: web:1
                    resources: {limits: {cpu: 1000m, memory: 1Gi}}
                    ports: [{containerPort: 80}]
            """;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyWhatAnApplyWouldChangeIsADifference(boolean isServerSide) {
        String first = commit(Map.of("web.yaml", DEPLOYMENT, "one.yaml", configMap("one", "a")));
        apply("annotations: {argocd.argoproj.io/compare-options: ServerSideDiff=true}\n", """
                syncPolicy:
                  automated: {}
                  syncOptions: [CreateNamespace=true, ServerSideApply=%s]
                """.formatted(isServerSide));
        await(it -> isSynced(it, first) && phase(it).equals("Succeeded"));
        assertThat(dryRuns()).isNotEmpty();

        edit("{\"metadata\":{\"labels\":{\"of\":\"somebody\"}},\"data\":{\"other\":\"theirs\"}}");
        proxy.reset();
        refresh();
        assertThat(differing(await(it -> isSynced(it, first)))).isEmpty();
        assertThat(writes()).isEmpty();

        edit("{\"data\":{\"value\":\"by hand\"}}");
        assertThat(differing(await(it -> sync(it).equals("OutOfSync")))).containsExactly("ConfigMap/one");
        assertThat(writes()).isEmpty();

        patch("{\"operation\":{\"sync\":{}}}");
        await(it -> isSynced(it, first) && phase(it).equals("Succeeded"));
        awaitValue("one", "a");
        assertThat(live("one").get().getData()).containsEntry("other", "theirs");
    }

    private void edit(String mergePatch) {
        live("one").patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }

    private void refresh() {
        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");
        patiently()
                .until(() -> find().filter(it ->
                                it.annotation("argocd.argoproj.io/refresh").isEmpty())
                        .isPresent());
    }

    private static List<String> differing(ApplicationStatus status) {
        return status.resources().stream()
                .filter(it -> "OutOfSync".equals(it.status()))
                .map((ResourceStatus it) -> it.kind() + "/" + it.name())
                .toList();
    }

    private List<String> dryRuns() {
        return proxy.requests(app).stream()
                .filter(it -> it.endsWith(" (dry run)"))
                .toList();
    }

    /** What was written in the namespace of the Application. */
    private List<String> writes() {
        return proxy.settledRequests(app).stream()
                .filter(it -> !it.startsWith("GET ") && !it.endsWith(" (dry run)"))
                .toList();
    }
}
