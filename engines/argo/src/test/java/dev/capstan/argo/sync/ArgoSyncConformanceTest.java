package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.annotation.SyncWave;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.compare.Difference;
import dev.capstan.argo.health.HealthStatus;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import dev.capstan.argo.tracking.Tracking;
import dev.capstan.argo.tracking.TrackingId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every case of the corpus has the outcome that the original engine computed. */
class ArgoSyncConformanceTest {

    private static final Path CASES = Path.of(System.getProperty("conformance.dir", "absent"), "argo-sync", "cases");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparison COMPARISON = Comparison.load();

    @Test
    void allCasesAreAsTheOriginalHasThem() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "no argo-sync conformance data at " + CASES);
        List<Path> cases;
        try (var folders = Files.list(CASES)) {
            cases = folders.sorted().toList();
        }

        List<String> different = new ArrayList<>();
        Map<String, Integer> passed = new TreeMap<>();
        for (Path folder : cases) {
            String name = folder.getFileName().toString();
            String kind = name.substring(0, name.indexOf('_'));
            Optional<String> difference = difference(kind, folder);
            if (difference.isPresent()) {
                different.add(name + ": " + difference.get());
            } else {
                passed.merge(kind, 1, Integer::sum);
            }
        }

        System.out.println("argo-sync: " + (cases.size() - different.size()) + " of " + cases.size() + " " + passed);
        assertThat(different).isEmpty();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(114);
    }

    private static Optional<String> difference(String kind, Path folder) throws IOException {
        JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
        JsonNode actual = switch (kind) {
            case "diff" -> diff(folder);
            case "hook" -> hook(folder);
            case "order" -> order(folder);
            case "track" -> track(folder, expected);
            case "parse" -> parse(folder);
            case "aggregate" -> aggregate(folder);
            default -> throw new IllegalStateException("No such kind of case: " + kind);
        };
        JsonNode compared = kind.equals("diff") ? expected.path("modified") : expected;
        return actual.toString().equals(compared.toString())
                ? Optional.empty()
                : Optional.of("expected " + compared + ", but got " + actual + shown(kind, folder));
    }

    private static String shown(String kind, Path folder) throws IOException {
        return kind.equals("diff") ? "\n  " + compare(folder) : "";
    }

    private static JsonNode diff(Path folder) throws IOException {
        return compare(folder) instanceof Difference.Compared compared
                ? JsonNodeFactory.instance.booleanNode(compared.isModified())
                : JsonNodeFactory.instance.textNode("failed");
    }

    private static Difference compare(Path folder) throws IOException {
        JsonNode options = JSON.readTree(folder.resolve("options.json").toFile());
        return COMPARISON.compare(
                object(folder, "target"),
                object(folder, "live"),
                CompareOptions.byDefault()
                        .withAggregatedRolesIgnored(
                                options.path("ignoreAggregatedRoles").asBoolean()));
    }

    private static Optional<ObjectNode> object(Path folder, String name) throws IOException {
        for (String ending : List.of(".yaml", ".json")) {
            Path file = folder.resolve(name + ending);
            if (Files.exists(file)) {
                return Optional.of(Trees.yaml(Files.readString(file)));
            }
        }
        return Optional.empty();
    }

    private static JsonNode hook(Path folder) throws IOException {
        ObjectNode object = object(folder, "object").orElseThrow();
        Hook hook = Hook.of(object);
        ObjectNode facts = JSON.createObjectNode();
        facts.put("isHook", hook.isHook()).put("skip", hook.isSkipped());
        var types = facts.putArray("types");
        hook.types().forEach(type -> types.add(type.toString()));
        var policies = facts.putArray("deletePolicies");
        hook.deletePolicies().forEach(policy -> policies.add(policy.toString()));
        facts.put("wave", SyncWave.of(object));
        return facts;
    }

    private static JsonNode order(Path folder) throws IOException {
        ObjectNode input = object(folder, "input").orElseThrow();
        List<SyncTask> tasks = new ArrayList<>();
        for (ObjectNode target : Trees.list(input, "targets")) {
            Hook hook = Hook.of(target);
            List<SyncPhase> phases =
                    hook.isHook() ? List.copyOf(hook.phases()) : hook.isSkipped() ? List.of() : List.of(SyncPhase.SYNC);
            phases.forEach(phase ->
                    tasks.add(SyncTask.of(ObjectKey.of(target), phase, Optional.of(target), Optional.empty(), true)));
        }
        for (ObjectNode live : Trees.list(input, "prunes")) {
            tasks.add(SyncTask.of(ObjectKey.of(live), SyncPhase.SYNC, Optional.empty(), Optional.of(live), true));
        }
        var lines = JSON.createArrayNode();
        TaskOrder.sort(tasks)
                .forEach(task -> lines.add(task.phase() + " " + task.wave() + " "
                        + (task.isPrune() ? "prune " : "apply ")
                        + task.key().kind() + "/" + task.key().namespace() + "/"
                        + task.key().name()));
        return lines;
    }

    private static JsonNode track(Path folder, JsonNode expected) throws IOException {
        ObjectNode object = object(folder, "object").orElseThrow();
        String application = expected.path("application").asText();
        String namespace = expected.path("destinationNamespace").asText();
        Tracking.byDefault().mark(object, application, namespace);
        return JSON.createObjectNode()
                .put("application", application)
                .put("destinationNamespace", namespace)
                .put(
                        "trackingId",
                        object.path("metadata")
                                .path("annotations")
                                .path(Tracking.ID)
                                .asText());
    }

    private static JsonNode parse(Path folder) throws IOException {
        return TrackingId.parse(Files.readString(folder.resolve("value.txt")).strip())
                .<JsonNode>map(id -> JSON.createObjectNode()
                        .put("application", id.application())
                        .put("group", id.object().group())
                        .put("kind", id.object().kind())
                        .put("namespace", id.object().namespace())
                        .put("name", id.object().name()))
                .orElse(JSON.nullNode());
    }

    private static JsonNode aggregate(Path folder) throws IOException {
        HealthStatus worst = HealthStatus.HEALTHY;
        for (JsonNode word : JSON.readTree(folder.resolve("input.json").toFile())) {
            HealthStatus status = HealthStatus.ofWord(word.asText()).orElseThrow();
            worst = status.isWorseThan(worst) ? status : worst;
        }
        return JSON.getNodeFactory().textNode(worst.word());
    }
}
