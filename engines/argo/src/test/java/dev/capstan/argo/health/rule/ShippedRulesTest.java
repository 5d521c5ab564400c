package dev.capstan.argo.health.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules that are shipped can be read, and found by the index. */
class ShippedRulesTest {

    @Test
    void everyFileIsReadAndEveryGroupIsInTheIndex() throws IOException, URISyntaxException, RuleSyntaxException {
        Path folder = Path.of(Objects.requireNonNull(
                                ShippedRules.class.getResource("/dev/capstan/argo/health/rules/index.txt"))
                        .toURI())
                .getParent();
        List<Path> files;
        try (var listed = Files.list(Objects.requireNonNull(folder))) {
            files = listed.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }

        TreeMap<String, String> index = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (Path file : files) {
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
        assertThat(Files.readAllLines(folder.resolve("index.txt")))
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
        assertThat(rules.find("cert-manager.io", "Challenge")).isEmpty();
        assertThat(rules.find("", "ConfigMap")).isEmpty();
        assertThat(rules.find("*", "*")).isEmpty();
        assertThat(rules.find("..", ".")).isEmpty();
    }
}
