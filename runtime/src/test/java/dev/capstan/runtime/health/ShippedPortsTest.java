package dev.capstan.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manifests that we ship open. */
class ShippedPortsTest {
    private static final Path MANIFESTS = Path.of("..", "k8s").toAbsolutePath().normalize();

    /** No YAML before they are rendered; the chart renders the objects of the components, which another test holds. */
    private static final Path TEMPLATES = MANIFESTS.resolve("chart").resolve("templates");

    private static List<JsonNode> documents(String kind) throws IOException {
        var mapper = new ObjectMapper(new YAMLFactory());
        var found = new ArrayList<JsonNode>();
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            for (var file : files.filter(path -> path.toString().endsWith(".yaml") && !path.startsWith(TEMPLATES))
                    .toList()) {
                try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
                    documents.forEachRemaining(document -> {
                        if (document.path("kind").asText().equals(kind)) {
                            found.add(document);
                        }
                    });
                }
            }
        }
        return found;
    }

    private static List<JsonNode> containers() throws IOException {
        var containers = new ArrayList<JsonNode>();
        for (var kind : List.of("Deployment", "StatefulSet")) {
            for (var workload : documents(kind)) {
                workload.at("/spec/template/spec/containers").forEach(containers::add);
            }
        }
        return containers;
    }

    @Test
    void q112_everyPortIsOneOfThoseThatTheContractNames() throws IOException {
        var ports = new HashSet<String>();
        for (var container : containers()) {
            container.path("ports").forEach(port -> ports.add(port.path("name").asText()));
        }

        assertThat(ports).isEqualTo(Set.of("http", "http-prom", "http-sealing", "healthz", "http-webhook", "client"));
    }

    @Test
    void q112_noProcessIsStartedWithADebuggerOrRemoteManagement() throws IOException {
        assertThat(containers())
                .extracting(container -> container.path("image").asText())
                .anyMatch(image -> image.contains("/source-controller:"))
                .anyMatch(image -> image.startsWith("nats:"));
        for (var container : containers()) {
            assertThat(container.toString())
                    .doesNotContain("jdwp")
                    .doesNotContain("jmxremote")
                    .doesNotContain("-Xdebug")
                    .doesNotContain("quarkus.management")
                    .doesNotContain("QUARKUS_MANAGEMENT");
        }
    }

    @Test
    void q112_theBusWantsAPasswordAndItsMonitoringPortIsOnLoopback() throws IOException {
        var config = documents("ConfigMap").stream()
                .map(map -> map.at("/data/nats.conf").asText())
                .filter(text -> !text.isEmpty())
                .toList();

        assertThat(config)
                .singleElement()
                .asString()
                .containsPattern("(?m)^http: 127\\.0\\.0\\.1:")
                .containsPattern("authorization \\{\\s+user: \\$NATS_USER\\s+password: \\$NATS_PASSWORD")
                .doesNotContain("no_auth_user")
                .doesNotContain("profile")
                .doesNotContain("cluster")
                .doesNotContain("leafnodes")
                .doesNotContain("websocket")
                .doesNotContain("mqtt");
    }

    /** Refused is all but what a policy lets in: the bus for controllers, metrics for scrapers, webhooks and sealing for everybody. */
    @Test
    void q112_networkPoliciesOpenOnlyWhatIsMeantForOthers() throws IOException {
        var open = new HashSet<String>();
        var refusesByDefault = false;
        for (var policy : documents("NetworkPolicy")) {
            var spec = policy.path("spec");
            if (spec.path("podSelector").isEmpty() && spec.path("ingress").isMissingNode()) {
                refusesByDefault = true;
            }
            spec.path("ingress").forEach(rule -> {
                if (rule.path("from").isMissingNode()) {
                    assertThat(rule.path("ports")).isNotEmpty();
                    rule.path("ports")
                            .forEach(port -> open.add(port.path("port").asText()));
                }
            });
        }

        assertThat(refusesByDefault).isTrue();
        assertThat(open).isEqualTo(Set.of("http-prom", "http-sealing", "http-webhook"));
    }
}
