package dev.capstan.cli.images;

import dev.capstan.cli.CommandFailure;
import dev.capstan.images.policy.TagFilter;
import dev.capstan.images.policy.TagOrder;
import dev.capstan.images.policy.TagPolicy;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file with one ImagePolicy, and with its ImageRepository where that is in it. The API group is looked at, its version is not: the
 * fields are the same in all.
 *
 * @param image of the ImageRepository
 * @param exclusions of the ImageRepository; empty when it is not in the file or has none
 */
record PolicyManifest(
        TagPolicy policy, Optional<TagFilter> filter, Optional<String> image, Optional<List<String>> exclusions) {
    private static final String GROUP = "image.toolkit.fluxcd.io/";

    static PolicyManifest read(Path file) {
        try {
            return of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": there is no such file, or it is not yours to read");
        }
    }

    static PolicyManifest of(String name, byte[] text) {
        var objects = objects(name, text);
        var policies = objects.stream().filter(it -> isKind(it, "ImagePolicy")).toList();
        if (policies.size() != 1) {
            throw new CommandFailure(
                    name + " has " + policies.size() + " objects of the kind ImagePolicy; one is needed");
        }
        var spec = map(policies.getFirst(), "spec");
        String wanted = text(map(spec, "imageRepositoryRef"), "name");
        var repository = objects.stream()
                .filter(it -> isKind(it, "ImageRepository"))
                .filter(it -> text(map(it, "metadata"), "name").equals(wanted))
                .findFirst()
                .map(it -> map(it, "spec"));
        return new PolicyManifest(
                policy(name, map(spec, "policy")),
                filter(spec),
                repository.map(it -> text(it, "image")).filter(it -> !it.isEmpty()),
                repository
                        .flatMap(it -> Optional.ofNullable(it.getList("exclusionList")))
                        .map(PolicyManifest::texts));
    }

    private static List<YamlMap> objects(String name, byte[] text) {
        try {
            return YamlReader.readAll(name, text, Limits.DEFAULT).stream()
                    .map(YamlDocument::root)
                    .filter(YamlMap.class::isInstance)
                    .map(YamlMap.class::cast)
                    .toList();
        } catch (YamlSyntaxException e) {
            throw new CommandFailure(name + " is not YAML: line " + e.problem().line(), e);
        }
    }

    private static boolean isKind(YamlMap object, String kind) {
        return text(object, "kind").equals(kind) && text(object, "apiVersion").startsWith(GROUP);
    }

    /** Of several, the first in this order counts, as it does in a cluster. */
    private static TagPolicy policy(String name, YamlMap choice) {
        if (choice.getMap("semver") != null) {
            return new TagPolicy.Semver(text(map(choice, "semver"), "range"));
        }
        if (choice.has("alphabetical")) {
            return new TagPolicy.Alphabetical(order(name, "alphabetical", choice));
        }
        if (choice.has("numerical")) {
            return new TagPolicy.Numerical(order(name, "numerical", choice));
        }
        throw new CommandFailure(name + ": spec.policy has none of semver, alphabetical and numerical");
    }

    private static TagOrder order(String name, String field, YamlMap choice) {
        String text = text(map(choice, field), "order");
        return TagOrder.parse(text)
                .orElseThrow(() -> new CommandFailure(
                        name + ": spec.policy." + field + ".order is asc or desc, not '" + text + "'"));
    }

    private static Optional<TagFilter> filter(YamlMap spec) {
        return Optional.ofNullable(spec.getMap("filterTags"))
                .map(it -> new TagFilter(text(it, "pattern"), text(it, "extract")));
    }

    private static YamlMap map(YamlMap parent, String key) {
        var found = parent.getMap(key);
        return found == null ? YamlMap.empty() : found;
    }

    private static String text(YamlMap parent, String key) {
        return parent.get(key) instanceof YamlScalar scalar && !scalar.isNull() ? scalar.text() : "";
    }

    private static List<String> texts(YamlList list) {
        return list.items().stream()
                .filter(YamlScalar.class::isInstance)
                .map(item -> ((YamlScalar) item).text())
                .toList();
    }
}
