package dev.capstan.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What dashboards and alerts ask for is there. */
class MonitoringTest {
    private static final Path FOLDER = Installation.ROOT.resolve("k8s/monitoring");
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:gotk|capstan|argocd|controller_runtime|workqueue|jvm)_[a-z_]+)\\b");
    private static final Pattern REGISTERED =
            Pattern.compile("\"((?:gotk|capstan|argocd|controller_runtime|workqueue)_[a-z_]+)\"");
    private static final Pattern SUFFIX = Pattern.compile("(_seconds)?(_bucket|_count|_sum)$|_total$");

    /** Of Micrometer, and of kube-state-metrics with the values beside the rules. */
    private static final Set<String> OF_OTHERS =
            Set.of("jvm_memory_used_bytes", "jvm_gc_pause_seconds_sum", "gotk_resource_info");

    @Test
    void everyMetricIsOneThatIsRegistered() throws IOException {
        Set<String> registered = registered();

        assertThat(asked())
                .hasSizeGreaterThan(15)
                .allSatisfy(metric -> assertThat(OF_OTHERS.contains(metric)
                                || registered.contains(metric)
                                || registered.contains(SUFFIX.matcher(metric).replaceFirst("")))
                        .as(metric)
                        .isTrue());
    }

    @Test
    void everyAlertSaysWhatToDo() throws IOException {
        List<JsonNode> rules = rules();

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).isNotBlank();
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.at("/alert").asText()).startsWith("Capstan");
        });
        assertThat(rules).extracting(rule -> rule.at("/alert").asText()).doesNotHaveDuplicates();
    }

    @Test
    void whatIsScrapedIsThePortOfMetricsOfEveryController() throws IOException {
        JsonNode monitor = new ObjectMapper()
                .valueToTree(Serialization.unmarshal(
                        Files.readString(FOLDER.resolve("pod-monitor.yaml")), GenericKubernetesResource.class));
        var selected = new ObjectMapper()
                .convertValue(monitor.at("/spec/selector/matchLabels"), new TypeReference<Map<String, String>>() {});
        Installation all = Installation.folder("all");

        assertThat(all.podsWith(selected))
                .hasSameSizeAs(all.all(Deployment.class))
                .allSatisfy(pod -> assertThat(
                                pod.getSpec().getContainers().getFirst().getPorts())
                        .anyMatch(port -> port.getName()
                                .equals(monitor.at("/spec/podMetricsEndpoints/0/port")
                                        .asText())));
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode file = new ObjectMapper()
                .valueToTree(Serialization.unmarshal(
                        Files.readString(FOLDER.resolve("alert-rules.yaml")), GenericKubernetesResource.class));
        return Stream.of(file.at("/spec/groups/0/rules"))
                .flatMap(rules -> StreamSupport.stream(rules.spliterator(), false))
                .toList();
    }

    private static Set<String> asked() throws IOException {
        var metrics = new HashSet<String>();
        rules().forEach(rule -> find(METRIC, rule.at("/expr").asText()).forEach(metrics::add));
        JsonNode dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("dashboards/capstan.json").toFile());
        dashboard
                .findValuesAsText("expr")
                .forEach(expression -> find(METRIC, expression).forEach(metrics::add));
        return metrics;
    }

    private static Set<String> registered() throws IOException {
        var names = new HashSet<String>();
        try (Stream<Path> modules = Files.list(Installation.ROOT)) {
            for (Path sources : modules.map(it -> it.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file :
                            files.filter(it -> it.toString().endsWith(".java")).toList()) {
                        find(REGISTERED, Files.readString(file)).forEach(names::add);
                    }
                }
            }
        }
        return names;
    }

    private static Stream<String> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
