package dev.capstan.api.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.devcluster.Cluster;
import dev.capstan.devcluster.Clusters;
import dev.capstan.devcluster.DevclusterOptions;
import dev.capstan.devcluster.Progress;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real API server with our CRDs answers every recorded case as it answered under the reference CRDs: it accepts the same objects, refuses
 * the same ones, fills in the same defaults and drops the same fields.
 */
class CrdConformanceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CRDS = Path.of("../k8s/crds");
    private static final Path OWN_CASES = Path.of("src/test/resources/crd/cases.jsonl");
    private static final Map<String, String> COLLECTIONS = new TreeMap<>();

    private static Cluster cluster;
    private static KubernetesClient client;

    @BeforeAll
    static void startWithOurDefinitions() {
        cluster = new Clusters(System.getenv(), Progress.on(System.out, false)).open(DevclusterOptions.temporary());
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
                .build();
        ToolkitKind.served().forEach(kind -> {
            var crd = client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .load(CRDS.resolve(CrdFiles.fileName(kind.type())).toFile())
                    .item();
            client.resource(crd).forceConflicts().serverSideApply();
            COLLECTIONS.put(kind.kind(), "/apis/" + kind.apiVersion() + "/namespaces/default/" + kind.plural());
        });
        ToolkitKind.served()
                .forEach(kind -> await().atMost(Duration.ofSeconds(30))
                        .until(() -> isEstablished(kind.plural() + "." + kind.group())));
    }

    private static boolean isEstablished(String name) {
        CustomResourceDefinition crd = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name)
                .get();
        return crd.getStatus() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(it -> it.getType().equals("Established")
                                && it.getStatus().equals("True"));
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void answersEveryCaseAsRecorded() throws IOException {
        Path cases = Path.of(System.getProperty("conformance.dir", "")).resolve("crd/cases.jsonl");
        assumeTrue(Files.exists(cases), "No conformance data: set -Dconformance.dir to run this");

        var counts = check(cases);

        System.out.println("CRD conformance, cases by kind: " + counts);
        counts.putAll(check(OWN_CASES));
        assertThat(counts.keySet()).isEqualTo(COLLECTIONS.keySet());
    }

    @Test
    void oldVersionsAnswerAsTheStoredOneButForWhatTheyNeedNotSay() throws IOException {
        Path cases = Path.of(System.getProperty("conformance.dir", "")).resolve("crd/cases.jsonl");
        assumeTrue(Files.exists(cases), "No conformance data: set -Dconformance.dir to run this");
        var differences = new ArrayList<String>();
        int count = 0;
        for (ToolkitKind kind : ToolkitKind.served()) {
            for (String version : kind.versions().subList(1, kind.versions().size())) {
                for (JsonNode it : casesOf(cases, kind)) {
                    count++;
                    differences.addAll(differencesOf(it, version, kind));
                }
            }
        }

        assertThat(count).isGreaterThan(500);
        assertThat(differences).isEmpty();
    }

    private static List<JsonNode> casesOf(Path cases, ToolkitKind kind) throws IOException {
        try (var lines = Files.lines(cases)) {
            return lines.map(CrdConformanceIT::read)
                    .filter(it -> it.path("kind").asText().equals(kind.kind()))
                    .filter(it -> kind != ToolkitKind.IMAGE_REPOSITORY || isComplete(it.path("in")))
                    .toList();
        }
    }

    /** What an ImageRepository must say in the stored version. */
    private static boolean isComplete(JsonNode spec) {
        return spec.hasNonNull("image") && spec.hasNonNull("interval");
    }

    @Test
    void whatAnOldVersionNeedNotSayIsStoredWithoutIt() {
        for (String version : List.of("v1beta1", "v1beta2")) {
            String collection = "/apis/image.toolkit.fluxcd.io/" + version + "/namespaces/default/imagerepositories";
            ObjectNode object = JSON.createObjectNode();
            object.put("apiVersion", "image.toolkit.fluxcd.io/" + version).put("kind", "ImageRepository");
            object.putObject("metadata").put("name", version);
            object.putObject("spec").put("image", "registry.example/app");
            client.raw(collection, "POST", object);

            JsonNode stored = read(client.raw(collection.replace(version, "v1") + "/" + version));
            assertThat(stored.path("apiVersion").asText()).isEqualTo("image.toolkit.fluxcd.io/v1");
            assertThat(stored.path("spec").path("interval").isMissingNode()).isTrue();
            assertThat(stored.path("spec").path("provider").asText()).isEqualTo("generic");
        }
    }

    /** For kinds of which there are no recorded cases. */
    @Test
    void answersOurOwnCasesAsWritten() throws IOException {
        assertThat(check(OWN_CASES)).isNotEmpty();
    }

    private static Map<String, Integer> check(Path cases) throws IOException {
        var differences = new ArrayList<String>();
        var counts = new TreeMap<String, Integer>();
        try (var lines = Files.lines(cases)) {
            lines.map(CrdConformanceIT::read)
                    .filter(it -> COLLECTIONS.containsKey(it.path("kind").asText()))
                    .forEach(it -> {
                        counts.merge(it.path("kind").asText(), 1, Integer::sum);
                        differences.addAll(differencesOf(it));
                    });
        }
        assertThat(differences).isEmpty();
        return counts;
    }

    private static List<String> differencesOf(JsonNode expected, String version, ToolkitKind kind) {
        return differencesOf(
                expected, "/apis/" + kind.group() + "/" + version + "/namespaces/default/" + kind.plural());
    }

    private static List<String> differencesOf(JsonNode expected) {
        return differencesOf(expected, COLLECTIONS.get(expected.path("kind").asText()));
    }

    private static List<String> differencesOf(JsonNode expected, String collection) {
        String name =
                expected.path("kind").asText() + ": " + expected.path("label").asText();
        ObjectNode object = JSON.createObjectNode();
        object.put("apiVersion", collection.substring("/apis/".length(), collection.indexOf("/namespaces")));
        object.put("kind", expected.path("kind").asText());
        object.putObject("metadata").put("name", "x").put("namespace", "default");
        object.set("spec", expected.path("in"));
        JsonNode stored;
        try {
            stored = read(client.raw(collection + "?dryRun=All", "POST", object));
        } catch (KubernetesClientException refused) {
            return expected.path("ok").asBoolean()
                    ? List.of(name + " must be accepted, but: " + refused.getMessage())
                    : refused.getCode() == 422 || refused.getCode() == 400
                            ? List.of()
                            : List.of(name + " was refused for another cause: " + refused.getMessage());
        }
        if (!expected.path("ok").asBoolean()) {
            return List.of(name + " must be refused");
        }
        var differences = new ArrayList<String>();
        compare(name + " spec", expected.path("spec"), stored.path("spec"), differences);
        compare(name + " status", expected.path("status"), stored.path("status"), differences);
        return differences;
    }

    private static void compare(String name, JsonNode expected, JsonNode actual, List<String> differences) {
        boolean bothAbsent = (expected.isMissingNode() || expected.isNull()) && actual.isMissingNode();
        if (!bothAbsent && !expected.equals(actual)) {
            differences.add(name + " must be " + expected + ", but is " + actual);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
