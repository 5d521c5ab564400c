package dev.capstan.argo.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.capstan.argo.compare.builtin.BuiltInKinds;
import dev.capstan.argo.compare.builtin.StoredForm;
import dev.capstan.argo.object.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Brings both sides of a comparison to one form, apart from what the ignore rules leave out. */
public final class Normalisation {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private final BuiltInKinds kinds;

    public Normalisation(BuiltInKinds kinds) {
        this.kinds = kinds;
    }

    /** An object as its type writes it; other kinds stay as they are, but for the pods of a Rollout, whose object is changed. */
    public ObjectNode stored(ObjectNode object) {
        ObjectNode stored =
                kinds.find(object).flatMap(type -> StoredForm.of(type, object)).orElse(object);
        JsonNode template = stored.path("spec").path("template");
        if (Metadata.of(stored).isKind("argoproj.io", "Rollout")
                && template instanceof ObjectNode pod
                && pod.get("spec") instanceof ObjectNode spec) {
            kinds.named("core/v1.PodSpec")
                    .flatMap(type -> StoredForm.of(type, spec))
                    .ifPresent(known -> pod.set("spec", known));
        }
        return stored;
    }

    /**
     * Takes away differences in form that kinds are known for.
     *
     * @param object is changed
     */
    public void normalise(ObjectNode object, boolean ignoreAggregatedRoles) {
        if (object.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("creationTimestamp");
        }
        Metadata metadata = Metadata.of(object);
        if (metadata.isKind("", "Secret")) {
            secret(object);
        } else if (metadata.isKind(RBAC, "Role") || metadata.isKind(RBAC, "ClusterRole")) {
            role(object, ignoreAggregatedRoles);
        } else if (metadata.isKind("", "Endpoints")) {
            endpoints(object);
        }
    }

    /** Moves {@code stringData} into {@code data}, and takes a value that is null for an empty one. */
    static void secret(ObjectNode secret) {
        if (secret.get("stringData") instanceof ObjectNode texts) {
            ObjectNode data = secret.get("data") instanceof ObjectNode existing ? existing : secret.putObject("data");
            for (Map.Entry<String, JsonNode> entry : texts.properties()) {
                JsonNode value = entry.getValue();
                data.set(entry.getKey(), value.isTextual() ? encoded(value.textValue()) : value);
            }
            secret.remove("stringData");
        }
        if (secret.get("data") instanceof ObjectNode data) {
            for (Map.Entry<String, JsonNode> entry : List.copyOf(data.properties())) {
                if (entry.getValue().isNull()) {
                    data.put(entry.getKey(), "");
                }
            }
        }
    }

    private static TextNode encoded(String text) {
        return TextNode.valueOf(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void role(ObjectNode role, boolean ignoreAggregated) {
        boolean isAggregated = role.path("aggregationRule").isObject();
        boolean isEmpty = role.path("rules").isArray() && role.path("rules").isEmpty();
        if (isEmpty || (ignoreAggregated && isAggregated)) {
            role.set("rules", NullNode.getInstance());
        }
    }

    private static void endpoints(ObjectNode endpoints) {
        if (endpoints.get("subsets") instanceof ArrayNode subsets) {
            for (JsonNode subset : subsets) {
                for (JsonNode port : subset.path("ports")) {
                    if (port instanceof ObjectNode object && !object.hasNonNull("protocol")) {
                        object.put("protocol", "TCP");
                    }
                }
                for (String list : List.of("addresses", "notReadyAddresses", "ports")) {
                    if (subset.get(list) instanceof ArrayNode elements) {
                        sort(elements);
                    }
                }
            }
            sort(subsets);
        }
    }

    private static void sort(ArrayNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        elements.sort(Comparator.comparing(Normalisation::text));
        list.removeAll();
        elements.forEach(list::add);
    }

    /** A text that is the same for equal values, in whatever order their fields were written. */
    private static String text(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(field -> field.getKey() + "=" + text(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            List<String> elements = new ArrayList<>(value.size());
            value.forEach(element -> elements.add(text(element)));
            return elements.toString();
        }
        return value.toString();
    }
}
