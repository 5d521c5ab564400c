package dev.capstan.helm.release.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.helm.release.record.ReleaseRecord;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How the Secret of a record looks: labels, annotations and data. Pure. */
final class SecretForm {

    /** Names the process that writes; the Helm command, which does not know it, drops it when it writes. */
    static final String HOLDER = "capstan.dev/holder";

    /** Labels that are Helm's own; the command refuses them as labels of the user's choice. */
    static final Set<String> SYSTEM_LABELS = Set.of("name", "owner", "status", "version", "createdAt", "modifiedAt");

    private static final String TYPE = "helm.sh/release.v1";

    private SecretForm() {}

    static ObjectNode secret(
            ReleaseKey key,
            ReleaseRecord record,
            String packed,
            Map<String, String> labels,
            String process,
            Instant now) {
        ObjectNode secret = JsonNodeFactory.instance.objectNode();
        secret.put("apiVersion", "v1").put("kind", "Secret");
        ObjectNode metadata = secret.putObject("metadata");
        metadata.put("name", key.secretName(record.version())).put("namespace", key.storageNamespace());
        ObjectNode all = metadata.putObject("labels");
        new TreeMap<>(labels).forEach(all::put);
        all.put("createdAt", seconds(now));
        all.put("name", record.name());
        all.put("owner", "helm");
        all.put("status", record.status().word());
        all.put("version", String.valueOf(record.version()));
        metadata.putObject("annotations").put(HOLDER, process);
        secret.put("type", TYPE);
        secret.putObject("data").put("release", data(packed));
        return secret;
    }

    static ArrayNode patch(StoredRecord before, ReleaseRecord record, String packed, String process, Instant now) {
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        operation(patch, "replace", "/metadata/resourceVersion").put("value", before.resourceVersion());
        operation(patch, "replace", "/data/release").put("value", data(packed));
        operation(patch, "add", "/metadata/labels/status")
                .put("value", record.status().word());
        operation(patch, "add", "/metadata/labels/modifiedAt").put("value", seconds(now));
        if (before.hasAnnotations()) {
            operation(patch, "add", "/metadata/annotations/" + HOLDER.replace("/", "~1"))
                    .put("value", process);
        } else {
            operation(patch, "add", "/metadata/annotations").putObject("value").put(HOLDER, process);
        }
        return patch;
    }

    private static ObjectNode operation(ArrayNode patch, String op, String path) {
        return patch.addObject().put("op", op).put("path", path);
    }

    /** The packed record as a Secret's data. */
    static String data(String packed) {
        return Base64.getEncoder().encodeToString(packed.getBytes(StandardCharsets.US_ASCII));
    }

    /** The packed record in a Secret's data; empty when that is not base64. */
    static Optional<String> packed(String data) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(data), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** A record, with what its Secret says around it. */
    static StoredRecord stored(ReleaseKey key, JsonNode metadata, ReleaseRecord record) {
        return new StoredRecord(
                key,
                record,
                ownLabels(metadata.path("labels")),
                holder(metadata),
                writtenAt(metadata),
                metadata.has("annotations"),
                metadata.path("uid").asText(""),
                metadata.path("resourceVersion").asText(""));
    }

    /** By which labels the records of a release are found. */
    static String selector(ReleaseKey key) {
        return "owner=helm,name=" + key.name();
    }

    /** Whether they find a Secret with these labels. */
    static boolean isListed(ReleaseKey key, JsonNode labels) {
        return labels.path("owner").asText("").equals("helm")
                && labels.path("name").asText("").equals(key.name());
    }

    static Map<String, String> ownLabels(JsonNode labels) {
        Map<String, String> own = new TreeMap<>();
        labels.properties().forEach(label -> {
            if (!SYSTEM_LABELS.contains(label.getKey())) {
                own.put(label.getKey(), label.getValue().asText());
            }
        });
        return own;
    }

    static Holder holder(JsonNode metadata) {
        return new Holder(
                writer(metadata).path("manager").asText(""),
                metadata.path("annotations").path(HOLDER).asText(""));
    }

    /** By the clock of the API server where it says so: that of whoever wrote the labels may be years ahead. */
    static Optional<Instant> writtenAt(JsonNode metadata) {
        JsonNode labels = metadata.path("labels");
        return time(writer(metadata).path("time"))
                .or(() -> epoch(labels.path("modifiedAt")))
                .or(() -> epoch(labels.path("createdAt")))
                .or(() -> time(metadata.path("creationTimestamp")));
    }

    /** Who wrote the record itself last; somebody who only labelled the Secret has not. */
    private static JsonNode writer(JsonNode metadata) {
        JsonNode writer = MissingNode.getInstance();
        Instant latest = Instant.MIN;
        for (JsonNode entry : metadata.path("managedFields")) {
            Instant time = time(entry.path("time")).orElse(Instant.MIN);
            if (entry.path("fieldsV1").has("f:data") && !time.isBefore(latest)) {
                latest = time;
                writer = entry;
            }
        }
        return writer;
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return text.isTextual() ? Optional.of(Instant.parse(text.textValue())) : Optional.empty();
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> epoch(JsonNode label) {
        long seconds = label.asLong(0);
        return seconds > 0 && seconds <= Instant.MAX.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    private static String seconds(Instant time) {
        return String.valueOf(time.getEpochSecond());
    }
}
