package dev.capstan.sealedsecret.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.sealedsecret.SealedSecret;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Every recorded object, put into the cluster as it is: the same Secret as the real controller would write, or none and a condition that says why. */
class SealedSecretsConformanceIT extends SecretsControllerFixture {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS = List.of("key1", "key2", "key3", "other");
    private static final Path DATA =
            Path.of(System.getProperty("conformance.dir", "")).resolve("sealed-secrets");

    private final Set<String> active = new TreeSet<>(KEYS);

    @Override
    void prepareKeys() throws IOException {
        assumeTrue(Files.exists(DATA), "No conformance data: set -Dconformance.dir to run this");
        for (String key : KEYS) {
            addKey(
                    key,
                    Files.readString(DATA.resolve("keys/" + key + ".crt")),
                    Files.readString(DATA.resolve("keys/" + key + ".key")));
        }
    }

    @Test
    void everyRecordedObjectEndsAsItDoesWithTheRealController() throws IOException {
        var differences = new TreeMap<String, String>();
        int count = 0;
        try (var cases = Files.list(DATA.resolve("cases"))) {
            for (Path folder : cases.sorted().toList()) {
                if (Files.exists(folder.resolve("sealed.json"))) {
                    count++;
                    check(folder)
                            .ifPresent(difference ->
                                    differences.put(folder.getFileName().toString(), difference));
                }
            }
        }

        System.out.println("Sealed Secrets in the cluster: " + (count - differences.size()) + " of " + count);
        assertThat(differences).isEmpty();
        assertThat(count).isPositive();
    }

    private Optional<String> check(Path folder) {
        JsonNode one = read(folder.resolve("case.json"));
        ObjectNode sealed = (ObjectNode) read(folder.resolve("sealed.json"));
        String namespace = sealed.at("/metadata/namespace").asText("default");
        String name = sealed.at("/metadata/name").asText();
        useKeys(one.path("keys"));
        KubernetesClient client = cluster.client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
        var object = client.resources(SealedSecret.class).inNamespace(namespace).withName(name);
        var secret = client.secrets().inNamespace(namespace).withName(name);
        try {
            ((ObjectNode) sealed.path("metadata")).put("namespace", namespace);
            client.resource(sealed.toString()).create();
            patiently()
                    .alias(folder.toString())
                    .until(() -> Optional.ofNullable(object.get())
                            .map(SealedSecret::getStatus)
                            .flatMap(status -> status.synced())
                            .isPresent());
            var synced = object.get().getStatus().synced().orElseThrow();
            boolean endsNotSynced = folder.getFileName().toString().equals("template_skip-owner");
            if (Files.exists(folder.resolve("unsealed.json"))) {
                JsonNode written = Serialization.jsonMapper().valueToTree(secret.get());
                return synced.holds() == endsNotSynced
                        ? Optional.of("the condition is " + synced)
                        : difference(read(folder.resolve("unsealed.json")), written);
            }
            return synced.holds() || synced.message() == null || secret.get() != null
                    ? Optional.of("was unsealed: " + synced)
                    : Optional.empty();
        } finally {
            object.delete();
            secret.delete();
            patiently().until(() -> object.get() == null && secret.get() == null);
        }
    }

    /** Only the keys of the case are active. */
    private void useKeys(JsonNode names) {
        Set<String> wanted = new TreeSet<>(StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .toList());
        if (wanted.equals(active)) {
            return;
        }
        int before = lines();
        long changes = 0;
        for (String key : KEYS) {
            if (wanted.contains(key) != active.contains(key)) {
                labelKey(key, wanted.contains(key) ? ClusterKeys.ACTIVE : "withdrawn");
                changes++;
            }
        }
        long expected = before + changes;
        patiently().until(() -> lines() >= expected);
        active.clear();
        active.addAll(wanted);
    }

    private int lines() {
        return (int) controllerLog()
                .lines()
                .filter(line -> line.contains(" is used") || line.contains(" is not used any more"))
                .count();
    }

    private static Optional<String> difference(JsonNode expected, JsonNode actual) {
        for (String field : List.of("/data", "/metadata/labels", "/metadata/annotations", "/immutable")) {
            if (!same(expected.at(field), actual.at(field))) {
                return Optional.of(field + " is " + actual.at(field) + " instead of " + expected.at(field));
            }
        }
        String type = expected.path("type").asText("Opaque");
        if (!Objects.equals(type, actual.path("type").asText())) {
            return Optional.of("the type is " + actual.path("type"));
        }
        JsonNode owner = expected.at("/metadata/ownerReferences/0");
        JsonNode ours = actual.at("/metadata/ownerReferences/0");
        return Stream.of("kind", "apiVersion", "name", "controller")
                .filter(field -> !owner.path(field).equals(ours.path(field)))
                .map(field -> "the owner's " + field + " is " + ours.path(field))
                .findFirst();
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        return isNothing(expected) ? isNothing(actual) : stored(expected).equals(actual);
    }

    /** An empty value is recorded as null, as the program prints it, and comes out of the API server as an empty text. */
    private static JsonNode stored(JsonNode values) {
        JsonNode stored = values.deepCopy();
        values.properties().stream()
                .filter(value -> value.getValue().isNull())
                .forEach(value -> ((ObjectNode) stored).put(value.getKey(), ""));
        return stored;
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isObject() && node.isEmpty());
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
