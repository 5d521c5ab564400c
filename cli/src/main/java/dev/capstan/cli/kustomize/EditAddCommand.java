package dev.capstan.cli.kustomize;

import dev.capstan.cli.CommandFailure;
import dev.capstan.kustomize.edit.Edit;
import dev.capstan.kustomize.edit.Edit.GeneratedKind;
import dev.capstan.kustomize.edit.Edit.PathList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code edit add …}. */
@Command(name = "add", description = "Adds something to the kustomization file.")
final class EditAddCommand {
    @ParentCommand
    private EditCommand parent = new EditCommand(); // replaced by picocli

    @Command(name = "resource", description = "Adds resources.")
    int resource(
            @Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths,
            @Option(names = "--no-verify", description = "Do not ask whether the paths exist.") boolean isUnchecked) {
        return paths(PathList.RESOURCES, isUnchecked ? paths : existing(paths));
    }

    @Command(name = "base", description = "Adds folders to the resources, as add resource.")
    int base(@Parameters(arity = "1..*", split = ",", paramLabel = "FOLDER") List<String> paths) {
        return resource(paths, false);
    }

    @Command(name = "component", description = "Adds components.")
    int component(@Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths) {
        return paths(PathList.COMPONENTS, existing(paths));
    }

    @Command(name = "transformer", description = "Adds configurations of transformers.")
    int transformer(@Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths) {
        return paths(PathList.TRANSFORMERS, existing(paths));
    }

    @Command(name = "generator", description = "Adds configurations of generators.")
    int generator(@Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths) {
        return paths(PathList.GENERATORS, existing(paths));
    }

    @Command(
            name = "configuration",
            description = "Adds configurations: fields of custom kinds that transformers reach.")
    int configuration(@Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths) {
        return paths(PathList.CONFIGURATIONS, existing(paths));
    }

    @Command(name = "buildmetadata", description = "Adds what a build notes on its objects.")
    int buildMetadata(@Parameters(arity = "1", split = ",", paramLabel = "NAME[,NAME]") List<String> names) {
        return paths(PathList.BUILD_METADATA, names);
    }

    @Command(name = "label", description = "Adds labels, also to selectors and templates.")
    int label(
            @Parameters(arity = "1..*", paramLabel = "KEY:VALUE") List<String> labels,
            @Mixin LabelOptions options,
            @Option(
                            names = {"-f", "--force"},
                            description = "Overwrite what is there.")
                    boolean force) {
        Map<String, String> pairs = Pairs.parse(labels);
        return apply(force ? new Edit.SetLabels(options.reach(), pairs) : new Edit.AddLabels(options.reach(), pairs));
    }

    @Command(name = "annotation", description = "Adds common annotations.")
    int annotation(
            @Parameters(arity = "1..*", paramLabel = "KEY:VALUE") List<String> annotations,
            @Option(
                            names = {"-f", "--force"},
                            description = "Overwrite what is there.")
                    boolean force) {
        Map<String, String> pairs = Pairs.parse(annotations);
        return apply(force ? new Edit.SetAnnotations(pairs) : new Edit.AddAnnotations(pairs));
    }

    /** The selector of a patch. */
    static final class TargetOptions {
        // --version means the objects' here, as in kustomize, so the inherited help options do not fit in; help is
        // declared alone.
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help message and exit.")
        private boolean helpRequested;

        @Option(names = "--group", description = "Group of the objects to patch.")
        private @Nullable String group;

        @Option(names = "--version", description = "Version of the objects to patch.")
        private @Nullable String version;

        @Option(names = "--kind", description = "Kind of the objects to patch.")
        private @Nullable String kind;

        @Option(names = "--name", description = "Name, or pattern of names, of the objects to patch.")
        private @Nullable String name;

        @Option(names = "--namespace", description = "Namespace of the objects to patch.")
        private @Nullable String namespace;

        @Option(names = "--annotation-selector", description = "Annotations of the objects to patch.")
        private @Nullable String annotationSelector;

        @Option(names = "--label-selector", description = "Labels of the objects to patch.")
        private @Nullable String labelSelector;

        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            put(fields, "group", group);
            put(fields, "version", version);
            put(fields, "kind", kind);
            put(fields, "name", name);
            put(fields, "namespace", namespace);
            put(fields, "annotationSelector", annotationSelector);
            put(fields, "labelSelector", labelSelector);
            return fields;
        }

        private static void put(Map<String, String> fields, String key, @Nullable String value) {
            if (value != null) {
                fields.put(key, value);
            }
        }
    }

    /** Where the patch itself is. */
    static final class PatchSource {
        @Option(names = "--path", description = "File with the patch.")
        private @Nullable String path;

        @Option(names = "--patch", description = "The patch itself.")
        private @Nullable String patch;

        Optional<String> path() {
            return Optional.ofNullable(path);
        }

        Optional<String> patch() {
            return Optional.ofNullable(patch);
        }
    }

    @Command(name = "patch", description = "Adds a patch from a file or from the command line.")
    int patch(@ArgGroup(exclusive = true, multiplicity = "1") PatchSource source, @Mixin TargetOptions target) {
        source.path().ifPresent(path -> existing(List.of(path)));
        return apply(new Edit.AddPatch(source.path(), source.patch(), target.fields()));
    }

    /** What a generated object holds. */
    static final class DataOptions {
        @Parameters(paramLabel = "NAME", description = "Name of the generated object.")
        private String name = "";

        @Option(names = "--from-literal", paramLabel = "KEY=VALUE", description = "A key with its value.")
        private List<String> literals = List.of();

        @Option(names = "--from-file", paramLabel = "[KEY=]PATH", description = "A file; its name is the key.")
        private List<String> files = List.of();

        @Option(names = "--from-env-file", paramLabel = "PATH", description = "A file with KEY=VALUE lines.")
        private List<String> envFiles = List.of();

        @Option(names = "--namespace", description = "Namespace of the generated object.")
        private @Nullable String namespace;

        @Option(names = "--disableNameSuffixHash", description = "Leave the name without a hash.")
        private boolean disableNameSuffixHash;

        Edit.AddGenerator edit(
                GeneratedKind kind, Optional<String> behavior, Optional<String> secretType, Path folder) {
            if (literals.isEmpty() && files.isEmpty() && envFiles.isEmpty()) {
                throw new CommandFailure("name at least one --from-literal, --from-file or --from-env-file");
            }
            literals.forEach(DataOptions::checkLiteral);
            return new Edit.AddGenerator(
                    kind,
                    name,
                    behavior,
                    literals,
                    files.stream().flatMap(file -> expanded(folder, file)).toList(),
                    envFiles.stream().map(file -> existing(folder, file)).toList(),
                    secretType,
                    Optional.ofNullable(namespace),
                    disableNameSuffixHash);
        }

        private static void checkLiteral(String literal) {
            if (literal.indexOf('=') <= 0) {
                throw new CommandFailure("--from-literal \"" + literal + "\" is not of the form KEY=VALUE");
            }
        }
    }

    /** A pattern stands for all files that it matches; with a key before it, it must match one. */
    private static Stream<String> expanded(Path folder, String keyAndPath) {
        String path = keyAndPath.substring(keyAndPath.indexOf('=') + 1);
        String key = keyAndPath.substring(0, keyAndPath.length() - path.length());
        if (!PathPatterns.isPattern(path) || Files.exists(folder.resolve(path))) {
            return Stream.of(key + existing(folder, path));
        }
        List<String> matches = PathPatterns.expand(folder, path);
        if (matches.isEmpty()) {
            throw new CommandFailure("nothing matches " + path);
        }
        if (!key.isEmpty() && matches.size() > 1) {
            throw new CommandFailure(path + " matches " + matches.size() + " files, which cannot all have the key "
                    + key.substring(0, key.length() - 1));
        }
        return matches.stream().map(match -> key + match);
    }

    @Command(name = "configmap", description = "Adds a generator of a ConfigMap.")
    int configMap(
            @Mixin DataOptions data,
            @Option(
                            names = "--behavior",
                            paramLabel = "create|merge|replace",
                            description = "What it does with a ConfigMap of the same name.")
                    @Nullable String behavior) {
        if (behavior != null && !List.of("create", "merge", "replace").contains(behavior)) {
            throw new CommandFailure("--behavior is create, merge or replace, not " + behavior);
        }
        return apply(
                data.edit(GeneratedKind.CONFIG_MAP, Optional.ofNullable(behavior), Optional.empty(), parent.folder()));
    }

    @Command(name = "secret", description = "Adds a generator of a Secret.")
    int secret(
            @Mixin DataOptions data,
            @Option(names = "--type", description = "Type of the Secret.") @Nullable String type) {
        return apply(data.edit(GeneratedKind.SECRET, Optional.empty(), Optional.ofNullable(type), parent.folder()));
    }

    private List<String> existing(List<String> paths) {
        String own = KustomizationOnDisk.in(parent.folder()).name();
        List<String> existing = new ArrayList<>();
        for (String path : paths) {
            boolean remote = path.contains("://") || path.contains("?ref=") || path.startsWith("git@");
            if (remote || Files.exists(parent.folder().resolve(path))) {
                existing.add(path);
            } else if (PathPatterns.isPattern(path)) {
                existing.addAll(matching(path));
            } else {
                throw new CommandFailure("there is no " + path);
            }
        }
        existing.removeIf(path -> path.equals(own) || path.equals("./" + own));
        return existing;
    }

    private static String existing(Path folder, String path) {
        if (!Files.exists(folder.resolve(path))) {
            throw new CommandFailure("there is no " + path);
        }
        if (Files.isDirectory(folder.resolve(path))) {
            throw new CommandFailure(path + " is a folder; name the files in it, for example " + path + "/*");
        }
        return path;
    }

    private List<String> matching(String pattern) {
        List<String> matches = PathPatterns.expand(parent.folder(), pattern);
        if (matches.isEmpty()) {
            throw new CommandFailure("nothing matches " + pattern);
        }
        return matches;
    }

    private int paths(PathList list, List<String> paths) {
        return apply(new Edit.AddPaths(list, paths));
    }

    private int apply(Edit edit) {
        KustomizationOnDisk.in(parent.folder()).apply(List.of(edit));
        return 0;
    }
}
