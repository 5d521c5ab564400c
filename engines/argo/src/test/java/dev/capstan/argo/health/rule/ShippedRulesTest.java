package dev.capstan.argo.health.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.health.HealthStatus;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules that are shipped can be read, and found by the index. */
class ShippedRulesTest {

    @Test
    void everyFileIsReadAndEveryGroupIsInTheIndex() throws IOException, URISyntaxException, RuleSyntaxException {
        TreeMap<String, String> index = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            for (String kind : RuleFile.read(name, Files.readAllBytes(file)).keySet()) {
                String group = kind.substring(0, kind.lastIndexOf('/'));
                String other = index.put(group, name);
                if (other != null && !other.equals(name)) {
                    twice.add(group + " in " + name + " and " + other);
                }
            }
        }

        assertThat(twice).as("a group has one file").isEmpty();
        assertThat(Files.readAllLines(folder().resolve("index.txt")))
                .as("index.txt lists every group with its file, in order")
                .containsExactlyElementsOf(index.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    @Test
    void findsAKindOfItsOwnBeforeAWildcardAndNothingForOthers() {
        ShippedRules rules = ShippedRules.instance();

        assertThat(rules.find("s3.aws.crossplane.io", "Bucket"))
                .isNotEqualTo(rules.find("s3.aws.crossplane.io", "BucketPolicy"))
                .isPresent();
        assertThat(rules.find("ec2.aws.upbound.io", "VPC")).isPresent();
        assertThat(rules.find("upbound.io", "Account")).isEmpty();
        assertThat(rules.find("sqs.services.k8s.aws", "Queue")).isPresent();
        assertThat(rules.find("operator.victoriametrics.com", "VMCluster")).isPresent();
        assertThat(rules.find("sub.operator.victoriametrics.com", "VMCluster")).isEmpty();
        assertThat(rules.find("cert-manager.io", "Challenge")).isEmpty();
        assertThat(rules.find("kyverno.io", "ClusterPolicy")).isEmpty();
        assertThat(rules.find("", "ConfigMap")).isEmpty();
        assertThat(rules.find("*", "*")).isEmpty();
        assertThat(rules.find("..", ".")).isEmpty();
    }

    /** Nothing can be well of which nothing is known, but for kinds that only ever tell of failures. */
    @Test
    void noKindIsHealthyWhoseStatusIsEmpty() throws IOException, URISyntaxException, RuleSyntaxException {
        List<String> healthy = new ArrayList<>();
        for (Path file : files()) {
            RuleFile.read(file.toString(), Files.readAllBytes(file)).forEach((kind, rules) -> {
                for (int generation = 0; generation < 2; generation++) {
                    if (rules.assess(blank(kind, generation)).status() == HealthStatus.HEALTHY) {
                        healthy.add(kind);
                    }
                }
            });
        }

        assertThat(new TreeSet<>(healthy)).containsExactly("argoproj.io/CronWorkflow", "batch/CronJob");
    }

    private static ObjectNode blank(String kind, int generation) {
        int slash = kind.lastIndexOf('/');
        ObjectNode blank = JsonNodeFactory.instance.objectNode();
        blank.put("apiVersion", kind.substring(0, slash) + "/v1").put("kind", kind.substring(slash + 1));
        if (generation > 0) {
            blank.putObject("metadata").put("generation", generation);
        }
        blank.putObject("spec");
        blank.putObject("status").putArray("conditions");
        return blank;
    }

    private static Path folder() throws URISyntaxException {
        URL index = Objects.requireNonNull(ShippedRules.class.getResource("/dev/capstan/argo/health/rules/index.txt"));
        return Objects.requireNonNull(Path.of(index.toURI()).getParent());
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        try (var listed = Files.list(folder())) {
            return listed.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
