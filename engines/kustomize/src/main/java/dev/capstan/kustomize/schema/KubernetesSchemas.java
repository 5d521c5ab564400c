package dev.capstan.kustomize.schema;

import dev.capstan.kustomize.resource.Gvk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The built-in kinds, from a table that {@code tools/schema-table} makes of the OpenAPI document of Kubernetes 1.21.2: the
 * document that kustomize v5 merges by.
 */
final class KubernetesSchemas {
    private static final String TABLE = "kubernetes.tsv";

    private final Map<Gvk, TableSchema> kinds = new HashMap<>();
    private final Map<String, TableSchema> definitions = new HashMap<>();
    private final Set<Gvk> clusterScoped = new HashSet<>();

    private KubernetesSchemas() {}

    /** The table; read once. */
    static KubernetesSchemas get() {
        return Holder.TABLE;
    }

    private static final class Holder {
        static final KubernetesSchemas TABLE = read();
    }

    @Nullable MergeSchema of(Gvk gvk) {
        return kinds.get(gvk);
    }

    /** The type of that name in the OpenAPI document, {@code io.k8s.api.core.v1.PodSpec}; null when nothing in it merges. */
    @Nullable MergeSchema definition(String name) {
        return definitions.get(name);
    }

    boolean isClusterScoped(Gvk gvk) {
        return clusterScoped.contains(gvk);
    }

    private static KubernetesSchemas read() {
        KubernetesSchemas table = new KubernetesSchemas();
        List<TableSchema> nodes = new ArrayList<>();
        try (InputStream stream = Objects.requireNonNull(KubernetesSchemas.class.getResourceAsStream(TABLE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "N" -> nodes.add(node(words, nodes));
                    case "K" -> table.kinds.put(Gvk.of(words[1], words[2]), nodes.get(Integer.parseInt(words[3])));
                    case "D" -> table.definitions.put(words[1], nodes.get(Integer.parseInt(words[2])));
                    case "C" -> table.clusterScoped.add(Gvk.of(words[1], words[2]));
                    default -> {} // the comment at the top
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the schema table is part of the library and must be readable", e);
        }
        return table;
    }

    private static TableSchema node(String[] words, List<TableSchema> nodes) {
        Map<String, TableSchema> fields = new HashMap<>();
        TableSchema elements = null;
        TableSchema values = null;
        boolean isMerging = false;
        List<String> keys = List.of();
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            String value = word.substring(2);
            switch (word.charAt(0)) {
                case 's' -> isMerging = List.of(value.split(",")).contains("merge");
                case 'k' -> keys = List.of(value.split(","));
                case 'e' -> elements = nodes.get(Integer.parseInt(value));
                case 'v' -> values = nodes.get(Integer.parseInt(value));
                case 'f' -> {
                    int colon = value.lastIndexOf(':');
                    fields.put(value.substring(0, colon), nodes.get(Integer.parseInt(value.substring(colon + 1))));
                }
                default -> throw new IllegalStateException("unknown word in the schema table: " + word);
            }
        }
        return new TableSchema(Map.copyOf(fields), elements, values, isMerging, keys);
    }
}
