package dev.capstan.kustomizationbuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.kustomize.KustomizationSpec;

/** Specs for tests, written as JSON. */
final class KustomizationSpecs {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private KustomizationSpecs() {}

    /** A spec with the required fields and those given, in JSON without the outer braces; quotes may be single. */
    static KustomizationSpec spec(String fields) {
        String more = fields.isEmpty() ? "" : "," + fields.replace('\'', '"');
        String json =
                "{\"interval\":\"10m\",\"prune\":true,\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"config\"}"
                        + more + "}";
        try {
            return JSON.readValue(json, KustomizationSpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
