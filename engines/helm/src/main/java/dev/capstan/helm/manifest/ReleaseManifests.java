package dev.capstan.helm.manifest;

import dev.capstan.gotemplate.value.GoString;
import dev.capstan.helm.Hook;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.values.Warnings;
import dev.capstan.helm.yaml.InvalidYamlException;
import dev.capstan.helm.yaml.TypedYaml.Shape;
import dev.capstan.helm.yaml.TypedYaml.Struct;
import dev.capstan.helm.yaml.YamlText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rendered files as objects and hooks, in Helm's order.
 *
 * @param objects what is not a hook
 * @param hooks what is
 */
public record ReleaseManifests(List<Document> objects, List<Hook> hooks) {
    private static final String HOOK = "helm.sh/hook";
    private static final String WEIGHT = "helm.sh/hook-weight";
    private static final String DELETE_POLICY = "helm.sh/hook-delete-policy";
    private static final String OUTPUT_LOG_POLICY = "helm.sh/hook-output-log-policy";

    private static final Pattern LINE = Pattern.compile(": yaml: line ([0-9]{1,9}): ");

    /** No weight of 64 bits has more digits but for zeros in front, which nobody writes. */
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,64}");

    private static final Shape TEXT = new Shape.Text();
    private static final Shape.Fields HEAD = new Shape.Fields(
            "SimpleHead",
            Map.of(
                    "apiVersion",
                    TEXT,
                    "kind",
                    TEXT,
                    "metadata",
                    new Shape.Nested(
                            "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string"
                                    + " \"json:\\\"annotations\\\"\" }",
                            new Shape.Fields("", Map.of("name", TEXT, "annotations", new Shape.Texts())))));

    /**
     * One document.
     *
     * @param template the file that it was rendered from
     * @param text its YAML
     */
    public record Document(String template, String apiVersion, String kind, String name, String text) {}

    /** Copies the lists. */
    public ReleaseManifests {
        objects = List.copyOf(objects);
        hooks = List.copyOf(hooks);
    }

    /**
     * Sorts rendered files.
     *
     * @param files text by the path of the template
     * @param warnings is told what is left out
     * @throws InvalidManifestException when a document is not YAML, or not an object
     */
    public static ReleaseManifests of(Map<String, String> files, Warnings warnings) throws InvalidManifestException {
        List<Document> objects = new ArrayList<>();
        List<Hook> hooks = new ArrayList<>();
        Map<String, String> sorted = new TreeMap<>(GoString::compare);
        sorted.putAll(files);
        for (var file : sorted.entrySet()) {
            String path = file.getKey();
            if (path.substring(path.lastIndexOf('/') + 1).startsWith("_")) {
                continue;
            }
            for (String text : DocumentSplit.split(file.getValue())) {
                add(path, text, objects, hooks, warnings);
            }
        }
        objects.sort(Comparator.comparing(Document::kind, InstallOrder.BY_KIND));
        hooks.sort(Comparator.comparing(Hook::kind, InstallOrder.BY_KIND));
        return new ReleaseManifests(objects, hooks);
    }

    private static void add(String path, String text, List<Document> objects, List<Hook> hooks, Warnings warnings)
            throws InvalidManifestException {
        Struct head = head(path, text);
        Struct metadata = head.struct("metadata");
        Map<String, String> annotations = metadata == null ? Map.of() : metadata.textMap("annotations");
        String name = metadata == null ? "" : metadata.text("name");
        String words = annotations.get(HOOK);
        if (words == null) {
            objects.add(new Document(path, head.text("apiVersion"), head.text("kind"), name, text));
            return;
        }
        Optional<List<HookEvent>> events = events(words);
        if (events.isEmpty()) {
            warnings.add("skipping unknown hooks hookTypes=%s", words);
            return;
        }
        hooks.add(new Hook(
                name,
                head.text("kind"),
                path,
                text,
                events.get(),
                weight(annotations.get(WEIGHT)),
                words(annotations.get(DELETE_POLICY)),
                words(annotations.get(OUTPUT_LOG_POLICY))));
    }

    private static Struct head(String path, String text) throws InvalidManifestException {
        try {
            return YamlText.struct(GoString.bytes(text), "util.SimpleHead", HEAD);
        } catch (InvalidYamlException e) {
            String message = "YAML parse error on " + path + ": " + e.getMessage();
            Matcher line = LINE.matcher(message);
            throw new InvalidManifestException(path, line.find() ? Integer.parseInt(line.group(1)) : 0, message);
        }
    }

    private static Optional<List<HookEvent>> events(String words) {
        List<HookEvent> events = new ArrayList<>();
        for (String word : words(words)) {
            Optional<HookEvent> event = HookEvent.of(word);
            if (event.isEmpty()) {
                return Optional.empty();
            }
            events.add(event.get());
        }
        return Optional.of(events);
    }

    private static List<String> words(@Nullable String annotation) {
        List<String> words = new ArrayList<>();
        if (annotation != null) {
            for (String word : annotation.split(",", -1)) {
                words.add(GoString.strip(word).toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private static long weight(@Nullable String annotation) {
        if (annotation == null || !INTEGER.matcher(annotation).matches()) {
            return 0;
        }
        var weight = new BigInteger(annotation);
        return weight.bitLength() < Long.SIZE ? weight.longValue() : 0;
    }
}
