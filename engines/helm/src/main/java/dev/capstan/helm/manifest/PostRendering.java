package dev.capstan.helm.manifest;

import dev.capstan.gotemplate.value.GoString;
import dev.capstan.helm.Hook;
import dev.capstan.helm.PostRenderer;
import dev.capstan.helm.values.Warnings;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends rendered files through a post-renderer: as one stream of documents, each with an annotation that says where it came from, and
 * back into files by that annotation.
 */
public final class PostRendering {
    private static final String ANNOTATION = "postrenderer.helm.sh/postrender-filename";
    private static final Limits LIMITS = Limits.DEFAULT;

    private final PostRenderer renderer;
    private final PostRenderer.Strategy strategy;

    /** Uses a post-renderer as the strategy says. */
    public PostRendering(PostRenderer renderer, PostRenderer.Strategy strategy) {
        this.renderer = renderer;
        this.strategy = strategy;
    }

    /** The post-renderer did not do what it should; the message is Helm's. */
    public static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message, null, false, false);
        }

        /** The text, never null. */
        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * The files as they are afterwards.
     *
     * @param files text by the path of the template
     * @throws InvalidManifestException when what templates made is not YAML, where hooks must be told from the rest first
     * @throws FailedException when the post-renderer fails, or something cannot go through it
     */
    public Map<String, String> apply(Map<String, String> files) throws InvalidManifestException, FailedException {
        if (strategy == PostRenderer.Strategy.COMBINED) {
            return rendered(files, "files", "merging manifests", "", "");
        }
        ReleaseManifests sorted = ReleaseManifests.of(files, new Warnings());
        Map<String, String> hooks = new LinkedHashMap<>();
        for (Hook hook : sorted.hooks()) {
            add(hooks, hook.path(), hook.manifest());
        }
        Map<String, String> objects = new LinkedHashMap<>();
        for (ReleaseManifests.Document document : sorted.objects()) {
            add(objects, document.template(), document.text());
        }
        boolean isSeparate = strategy == PostRenderer.Strategy.SEPARATE;
        Map<String, String> all = new LinkedHashMap<>();
        if (!hooks.isEmpty()) {
            (isSeparate ? group(hooks, "hooks") : hooks).forEach((path, text) -> add(all, path, text));
        }
        if (!objects.isEmpty()) {
            group(objects, "manifests").forEach((path, text) -> add(all, path, text));
        }
        return all;
    }

    private static void add(Map<String, String> files, String path, String text) {
        files.merge(path, text, (before, more) -> before + "\n---\n" + more);
    }

    private Map<String, String> group(Map<String, String> files, String name) throws FailedException {
        return rendered(files, name, "merging " + name, " for " + name, name);
    }

    private Map<String, String> rendered(
            Map<String, String> files, String what, String merging, String suffix, String prefix)
            throws FailedException {
        String merged;
        try {
            merged = merge(files);
        } catch (FailedException e) {
            throw new FailedException("error " + merging + ": " + e.getMessage());
        }
        return switch (renderer.run(merged)) {
            case PostRenderer.Outcome.Failed(var message) ->
                throw new FailedException("error while running post render on " + what + ": " + message);
            case PostRenderer.Outcome.Changed(var manifests) -> {
                try {
                    yield split(manifests, prefix);
                } catch (FailedException e) {
                    throw new FailedException(
                            "error while parsing post rendered output" + suffix + ": " + e.getMessage());
                }
            }
        };
    }

    private static String merge(Map<String, String> files) throws FailedException {
        var writer = new YamlWriter();
        Map<String, String> sorted = new TreeMap<>(GoString::compare);
        sorted.putAll(files);
        for (var file : sorted.entrySet()) {
            String path = file.getKey();
            if (path.substring(path.lastIndexOf('/') + 1).startsWith("_")) {
                continue;
            }
            for (String text : DocumentSplit.split(file.getValue())) {
                for (YamlNode node : objects(text, "parsing " + path)) {
                    append(writer, annotated(node, path), "annotating " + path);
                }
            }
        }
        return new String(writer.toBytes(), StandardCharsets.UTF_8);
    }

    /** The documents of a text; a list of objects as the objects in it. */
    private static List<YamlNode> objects(String text, String doing) throws FailedException {
        List<YamlNode> nodes = new ArrayList<>();
        List<YamlDocument> documents = documents(text, doing);
        for (YamlDocument document : documents) {
            YamlNode root = document.root();
            if (documents.size() == 1
                    && root instanceof YamlMap map
                    && ("List".equals(map.getText("kind")) || "ResourceList".equals(map.getText("kind")))
                    && map.getList("items") != null) {
                map.getList("items").forEach(nodes::add);
            } else if (!root.isNull()) {
                nodes.add(root);
            }
        }
        return nodes;
    }

    private static List<YamlDocument> documents(String text, String doing) throws FailedException {
        try {
            return YamlReader.readAll("", GoString.bytes(text), LIMITS);
        } catch (YamlSyntaxException e) {
            throw new FailedException(doing + ": " + e.problem().message());
        }
    }

    private static YamlMap annotated(YamlNode node, String path) throws FailedException {
        if (!(node instanceof YamlMap object)) {
            throw new FailedException("annotating " + path + ": an object is not a map");
        }
        YamlMap metadata = object.getMap("metadata") instanceof YamlMap map ? map : YamlMap.empty();
        YamlMap annotations = metadata.getMap("annotations") instanceof YamlMap map ? map : YamlMap.empty();
        return object.with(
                "metadata", metadata.with("annotations", annotations.with(ANNOTATION, YamlScalar.ofString(path))));
    }

    private static Map<String, String> split(String manifests, String prefix) throws FailedException {
        Map<String, YamlWriter> writers = new LinkedHashMap<>();
        int index = 0;
        for (YamlDocument document : documents(manifests, "error parsing YAML")) {
            YamlNode root = document.root();
            String path = "generated-by-postrender-" + (prefix.isEmpty() ? "" : prefix + "-") + index + ".yaml";
            YamlMap metadata = root instanceof YamlMap map ? map.getMap("metadata") : null;
            YamlMap annotations = metadata == null ? null : metadata.getMap("annotations");
            String origin = annotations == null ? null : annotations.getText(ANNOTATION);
            if (root instanceof YamlMap object && metadata != null && annotations != null && origin != null) {
                path = origin.isEmpty() ? path : origin;
                YamlMap left = annotations.without(ANNOTATION);
                root = object.with(
                        "metadata",
                        left.isEmpty() ? metadata.without("annotations") : metadata.with("annotations", left));
            }
            append(writers.computeIfAbsent(path, _ -> new YamlWriter()), root, "re-writing " + path);
            index++;
        }
        Map<String, String> files = new LinkedHashMap<>();
        writers.forEach((path, writer) -> files.put(path, new String(writer.toBytes(), StandardCharsets.UTF_8)));
        return files;
    }

    private static void append(YamlWriter writer, YamlNode node, String doing) throws FailedException {
        try {
            writer.appendDocument(node);
        } catch (UnwritableValueException e) {
            throw new FailedException(doing + ": " + e.getMessage());
        }
    }
}
