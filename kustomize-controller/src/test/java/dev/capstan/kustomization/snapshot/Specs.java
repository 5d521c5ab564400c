package dev.capstan.kustomization.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import java.util.Map;

/** Kustomizations for tests, written as JSON. */
public final class Specs {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Specs() {}

    /** A spec with the required fields and those given, in JSON without the outer braces; quotes may be single. */
    public static KustomizationSpec spec(String fields) {
        String more = fields.isEmpty() ? "" : "," + fields.replace('\'', '"');
        return read(
                "{\"interval\":\"10m\",\"prune\":true,\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"config\"}"
                        + more + "}",
                KustomizationSpec.class);
    }

    /** A status, in JSON; quotes may be single. */
    public static KustomizationStatus status(String json) {
        return read(json.replace('\'', '"'), KustomizationStatus.class);
    }

    /** The Kustomization {@code apps/<name>} of generation 2. */
    public static KnownKustomization known(String name, KustomizationSpec spec, KustomizationStatus status) {
        return known(name, Map.of(), spec, status);
    }

    /** The same with annotations. */
    public static KnownKustomization known(
            String name, Map<String, String> annotations, KustomizationSpec spec, KustomizationStatus status) {
        return new KnownKustomization(
                new ObjectKey("apps", name),
                "uid-" + name,
                annotations,
                2,
                spec,
                status,
                false,
                () -> Map.of("metadata", Map.of("name", name), "status", Map.of("observedGeneration", 2L)));
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
