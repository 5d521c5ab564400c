package dev.capstan.argo.set.generator;

import dev.capstan.argo.set.text.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a path gives: the folder, its parts, the last of them, and the name of a file. */
final class PathParameters {
    private PathParameters() {}

    /** Adds what a folder gives. */
    static void addFolder(
            String folder, String prefix, boolean isStructured, Map<String, @Nullable Object> parameters) {
        add(folder, null, prefix, isStructured, parameters);
    }

    /** Adds what a file gives. */
    static void addFile(String file, String prefix, boolean isStructured, Map<String, @Nullable Object> parameters) {
        int slash = file.lastIndexOf('/');
        add(slash < 0 ? "." : file.substring(0, slash), file.substring(slash + 1), prefix, isStructured, parameters);
    }

    private static void add(
            String folder,
            @Nullable String file,
            String prefix,
            boolean isStructured,
            Map<String, @Nullable Object> parameters) {
        List<String> segments = List.of(folder.split("/", -1));
        String basename = segments.getLast();
        Map<String, @Nullable Object> path = new LinkedHashMap<>();
        path.put("basename", basename);
        path.put("basenameNormalized", Names.normalized(basename));
        if (file != null) {
            path.put("filename", file);
            path.put("filenameNormalized", Names.normalized(file));
        }
        if (isStructured) {
            path.put("path", folder);
            path.put("segments", segments);
            parameters.put(
                    prefix.isEmpty() ? "path" : prefix,
                    prefix.isEmpty() ? path : new LinkedHashMap<>(Map.of("path", path)));
            return;
        }
        String name = prefix.isEmpty() ? "path" : prefix + ".path";
        parameters.put(name, folder);
        path.forEach((key, value) -> parameters.put(name + "." + key, value));
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).isEmpty()) {
                parameters.put(name + "[" + i + "]", segments.get(i));
            }
        }
    }
}
