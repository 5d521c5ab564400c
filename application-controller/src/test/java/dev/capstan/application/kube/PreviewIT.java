package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.Application;
import dev.capstan.testkit.cluster.CountingProxy;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that only looks, at Applications that another one takes care of, which is stopped by what looks like Argo CD. */
@SuppressWarnings("NullAway.Init") // the proxy is made before the first test, by the fixture
class PreviewIT extends ApplicationFixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CountingProxy proxy;

    @TempDir
    private Path found;

    @Override
    Path kubeconfig(Path administrators, Path folder) {
        proxy = CountingProxy.before(administrators);
        return administrators;
    }

    @AfterAll
    void stopCounting() {
        proxy.close();
    }

    @BeforeEach
    void nothingIsCounted() {
        runArgoCd(0);
        proxy.reset();
    }

    private JsonNode preview() throws IOException {
        Path file = found.resolve("preview.jsonl");
        Path counted = proxy.kubeconfig(found);
        try (PackagedController _ = started(
                counted,
                Map.of("capstan.application.preview", file.toString(), "capstan.leader-election", "false"),
                "Looking at all Applications")) {
            patiently().until(() -> Files.readString(file).contains("\"end\":true"));
        }
        for (String line : Files.readAllLines(file)) {
            JsonNode json = JSON.readTree(line);
            if (json.path("application").asText().equals(plane + "/" + app)) {
                return json;
            }
        }
        throw new AssertionError("nothing is said of the Application: " + Files.readString(file));
    }

    /** What was asked that could have changed something. */
    private List<String> writes() {
        return proxy.requests().stream()
                .filter(request -> !request.startsWith("GET "))
                .filter(request -> !request.endsWith(" (dry run)"))
                .toList();
    }

    private Application synced(String... annotations) {
        String revision = commit(Map.of("a.yaml", configMap("a", "one"), "b.yaml", configMap("b", "one")));
        applyObject(
                "annotations: {" + String.join(", ", annotations) + "}", """
                project: default
                source: {repoURL: "%s", targetRevision: main, path: environments/prod}
                destination: {server: "https://kubernetes.default.svc", namespace: %s}
                syncPolicy:
                  automated: {prune: true, selfHeal: true}
                  syncOptions: [CreateNamespace=true]
                """.formatted(server.url("team/config"), app));
        awaitSynced(revision);
        await(it -> phase(it).equals("Succeeded") && health(it).equals("Healthy"));
        int before = gates();
        runArgoCd(1);
        patiently().until(() -> gates() > before);
        return find().orElseThrow();
    }

    /** How often the controller has said that it leaves everything to the other one. */
    private int gates() {
        return controllerLog().split("Applications are left to Argo CD", -1).length;
    }

    @Test
    void ofWhatIsAsItShouldBeNothingIsToldAndNothingIsWritten() throws IOException {
        Application before = synced();

        JsonNode report = preview();

        assertThat(report.path("objects").asInt()).isEqualTo(2);
        assertThat(report.path("found"))
                .isEqualTo(report.path("stored"))
                .hasToString("{\"sync\":\"Synced\",\"health\":\"Healthy\",\"revision\":\"%s\"}"
                        .formatted(report.at("/stored/revision").asText()));
        assertThat(report.path("differences")).isEmpty();
        assertThat(report.path("writes")).isEmpty();
        assertThat(report.path("problems")).isEmpty();
        assertThat(writes()).isEmpty();
        assertThat(find()).contains(before);
    }

    @Test
    void aHealIsToldAndNotDone() throws IOException {
        Application before = synced();
        live("a").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"value\":\"by hand\"}}");
        commit(Map.of("c.yaml", configMap("c", "one")));

        JsonNode report = preview();

        assertThat(report.at("/found/sync").asText()).isEqualTo("OutOfSync");
        assertThat(report.path("writes"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"object\":\"ConfigMap %s/a\",\"deed\":\"change\",\"fields\":[\"data.value\"]}"
                                .formatted(app),
                        "{\"object\":\"ConfigMap %s/c\",\"deed\":\"create\",\"fields\":[]}".formatted(app));
        assertThat(writes()).isEmpty();
        assertThat(find()).contains(before);
        assertThat(value("a")).contains("by hand");
        assertThat(value("c")).isEmpty();
    }

    /** A dry run is a request that could write, and does not. */
    @Test
    void theApiServerIsAskedByDryRunsOnly() throws IOException {
        Application before = synced("argocd.argoproj.io/compare-options: ServerSideDiff=true");

        JsonNode report = preview();

        assertThat(report.path("problems")).isEmpty();
        assertThat(proxy.requests())
                .filteredOn(it -> it.startsWith("PATCH "))
                .hasSize(2)
                .allMatch(it -> it.endsWith(" (dry run)"));
        assertThat(writes()).isEmpty();
        assertThat(find()).contains(before);
    }
}
