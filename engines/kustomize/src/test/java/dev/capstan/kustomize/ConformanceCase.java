package dev.capstan.kustomize;

import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.BuildOptions.ObjectOrder;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One folder of the kustomize corpus: an input tree, options, and what the real command gives. */
record ConformanceCase(Path folder, YamlMap settings) {

    /** What became of a case. */
    record Verdict(boolean failed, boolean isStructurallyEqual, boolean isByteEqual, boolean names, String words) {
        boolean isPerfect() {
            return isByteEqual || names;
        }
    }

    static ConformanceCase read(Path folder) throws IOException {
        byte[] text = Files.readAllBytes(folder.resolve("case.json"));
        return new ConformanceCase(folder, (YamlMap) Json.read("case.json", text, Limits.DEFAULT));
    }

    String name() {
        return text(settings, "name");
    }

    boolean isError() {
        return text(settings, "outcome").equals("error");
    }

    List<String> features() {
        return texts(settings.getList("features"));
    }

    Verdict run(Kustomizer kustomizer) throws IOException {
        String root = text(settings, "root");
        BuildOutcome outcome = kustomizer.build(tree(), root.equals(".") ? "" : root, options());
        return switch (outcome) {
            case BuildOutcome.Built built -> compare(built.toYaml());
            case BuildOutcome.BuildFailed failed -> judge(failed.problem().describe());
        };
    }

    private Verdict compare(String actual) throws IOException {
        if (isError()) {
            return new Verdict(false, false, false, false, "builds, but must fail: " + text(settings, "error"));
        }
        String expected = Files.readString(folder.resolve("expected.yaml"));
        boolean isByteEqual = actual.equals(expected);
        boolean isStructurallyEqual = isByteEqual || documents(actual).equals(documents(expected));
        return new Verdict(
                false,
                isStructurallyEqual,
                isByteEqual,
                false,
                isStructurallyEqual ? "only the bytes differ" : "the content differs");
    }

    private Verdict judge(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        boolean names = isError()
                && texts(settings.getList("errorMentions")).stream()
                        .anyMatch(mention -> lower.contains(mention.toLowerCase(Locale.ROOT)));
        return new Verdict(true, false, false, names, message);
    }

    private static List<YamlNode> documents(String text) {
        List<YamlNode> roots = new ArrayList<>();
        try {
            for (YamlDocument document :
                    YamlReader.readAll("output", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)) {
                roots.add(document.root());
            }
        } catch (YamlSyntaxException e) {
            roots.add(YamlScalar.ofString("not YAML: " + e.getMessage()));
        }
        return roots;
    }

    private InMemoryTree tree() throws IOException {
        InMemoryTree.Builder builder = InMemoryTree.builder();
        Path input = folder.resolve("input");
        try (Stream<Path> files = Files.walk(input)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && !file.endsWith(".gitkeep")) {
                    builder.file(input.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        }
        YamlMap links = settings.getMap("symlinks");
        if (links != null) {
            for (YamlEntry link : links.entries()) {
                builder.link(link.name(), ((YamlScalar) link.value()).text());
            }
        }
        return builder.build();
    }

    private BuildOptions options() {
        YamlMap options = settings.getMap("options");
        boolean isLabelled = options != null
                && options.get("addManagedByLabel") instanceof YamlScalar flag
                && flag.text().equals("true");
        String version = text(options, "kustomizeVersion");
        BuildOptions defaults = BuildOptions.defaults();
        return new BuildOptions(
                switch (text(options, "reorder")) {
                    case "none" -> ObjectOrder.NONE;
                    case "legacy" -> ObjectOrder.LEGACY;
                    default -> ObjectOrder.UNSPECIFIED;
                },
                text(options, "loadRestrictions").equals("none") ? LoadRestriction.NONE : LoadRestriction.ROOT_ONLY,
                isLabelled,
                Optional.of(version).filter(each -> !each.isEmpty()).orElse(defaults.version()),
                RemoteBases.forbidden(),
                false,
                BuildLimits.defaults());
    }

    private static String text(@Nullable YamlMap map, String field) {
        String text = map == null ? null : map.getText(field);
        return text == null ? "" : text;
    }

    private static List<String> texts(@Nullable YamlList list) {
        List<String> texts = new ArrayList<>();
        if (list != null) {
            list.forEach(item -> texts.add(((YamlScalar) item).text()));
        }
        return texts;
    }
}
