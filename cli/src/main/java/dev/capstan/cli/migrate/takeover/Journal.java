package dev.capstan.cli.migrate.takeover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Marks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Where a migration writes down what it has done and what was there before: in Secrets beside the controllers, so that any run of
 * this command on any machine can go on, or back.
 */
public final class Journal {

    private static final String NAME = "capstan-migration";
    private static final String STATE = "state";
    private static final String PART = "part";
    private static final String OF = "capstan.dev/migration";
    private static final int PART_SIZE = 700_000; // a Secret holds 1 MiB, in Base64

    private final KubernetesClient client;
    private final String namespace;

    /** @param namespace where the controllers run */
    public Journal(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The journal of a cluster, wherever it is; empty when no migration was begun. */
    public static Optional<Journal> find(KubernetesClient client) {
        return client.secrets().inAnyNamespace().withLabel(OF, STATE).list().getItems().stream()
                .findFirst()
                .map(secret -> new Journal(client, secret.getMetadata().getNamespace()));
    }

    /** The state; empty when no migration was begun. */
    Optional<MigrationState> state() {
        return Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(NAME).get())
                .map(secret -> read(
                        new String(Base64.getDecoder().decode(secret.getData().get(STATE)), StandardCharsets.UTF_8),
                        MigrationState.class));
    }

    void write(MigrationState state) {
        put(NAME, STATE, STATE, text(state).getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps something under a name, in as many Secrets as it needs. */
    void keep(String what, JsonNode content) {
        byte[] packed = packed(text(content).getBytes(StandardCharsets.UTF_8));
        int parts = (packed.length + PART_SIZE - 1) / PART_SIZE;
        for (int i = 0; i < parts; i++) {
            put(
                    "%s-%s-%d".formatted(NAME, what, i),
                    what,
                    PART,
                    Arrays.copyOfRange(packed, i * PART_SIZE, Math.min(packed.length, (i + 1) * PART_SIZE)));
        }
    }

    /** What was kept under a name; empty when nothing was. */
    Optional<JsonNode> kept(String what) {
        List<Secret> parts = new ArrayList<>(client.secrets()
                .inNamespace(namespace)
                .withLabel(OF, what)
                .list()
                .getItems());
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        parts.sort(Comparator.comparingInt(Journal::number));
        var packed = new ByteArrayOutputStream();
        parts.forEach(part ->
                packed.writeBytes(Base64.getDecoder().decode(part.getData().get(PART))));
        return Optional.of(read(unpacked(packed.toByteArray()), JsonNode.class));
    }

    private static int number(Secret part) {
        String name = part.getMetadata().getName();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    /** Our manifests, as they were or will be installed. */
    public List<GenericKubernetesResource> components() {
        return objects(TakeOver.NEW);
    }

    /** Objects that were kept. */
    List<GenericKubernetesResource> objects(String what) {
        List<GenericKubernetesResource> objects = new ArrayList<>();
        kept(what)
                .ifPresent(list -> list.forEach(object ->
                        objects.add(Serialization.jsonMapper().convertValue(object, GenericKubernetesResource.class))));
        return objects;
    }

    /** Forgets everything. */
    public void forget() {
        client.secrets().inNamespace(namespace).withLabel(OF).delete();
    }

    private void put(String name, String label, String key, byte[] content) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .addToLabels(OF, label)
                        .addToLabels(Marks.LABEL, "migration")
                        .endMetadata()
                        .withData(Map.of(key, Base64.getEncoder().encodeToString(content)))
                        .build())
                .fieldManager("capstan")
                .forceConflicts()
                .serverSideApply();
    }

    private static String text(Object value) {
        try {
            return Serialization.jsonMapper().writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static <T> T read(String text, Class<T> type) {
        try {
            return Serialization.jsonMapper().readValue(text, type);
        } catch (JsonProcessingException broken) {
            throw new CommandFailure(
                    "The journal of the migration (Secrets %s*) cannot be read: %s"
                            .formatted(NAME, broken.getOriginalMessage()),
                    broken);
        }
    }

    private static byte[] packed(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException bug) {
            throw new IllegalStateException(bug);
        }
        return out.toByteArray();
    }

    private static String unpacked(byte[] packed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new CommandFailure(
                    "The backup of the migration (Secrets %s-*) is damaged: %s".formatted(NAME, broken.getMessage()),
                    broken);
        }
    }
}
