package dev.capstan.application.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.ApplicationSpec;
import java.util.List;

/** A spec as a tree, which is what the engines read. */
public final class SpecTree {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SpecTree() {}

    /** The tree of a spec. */
    public static ObjectNode of(ApplicationSpec spec) {
        return JSON.valueToTree(spec);
    }

    /** The tree of a source. */
    public static JsonNode of(ApplicationSource source) {
        return JSON.valueToTree(source);
    }

    /**
     * The tree of a spec that has other sources.
     *
     * @param isMultiple whether they stand in {@code sources}
     */
    public static ObjectNode of(ApplicationSpec spec, List<ApplicationSource> sources, boolean isMultiple) {
        ObjectNode tree = of(spec);
        tree.remove(List.of("source", "sources", "sourceHydrator"));
        if (isMultiple) {
            ArrayNode list = tree.putArray("sources");
            sources.forEach(source -> list.add(of(source)));
        } else {
            sources.stream().findFirst().ifPresent(source -> tree.set("source", of(source)));
        }
        return tree;
    }
}
