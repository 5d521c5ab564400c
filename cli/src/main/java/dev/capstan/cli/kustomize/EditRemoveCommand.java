package dev.capstan.cli.kustomize;

import dev.capstan.cli.kustomize.EditAddCommand.PatchSource;
import dev.capstan.cli.kustomize.EditAddCommand.TargetOptions;
import dev.capstan.kustomize.edit.Edit;
import dev.capstan.kustomize.edit.Edit.GeneratedKind;
import dev.capstan.kustomize.edit.Edit.PathList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code edit remove …}. */
@Command(name = "remove", description = "Removes something from the kustomization file.")
final class EditRemoveCommand {
    @ParentCommand
    private EditCommand parent = new EditCommand(); // replaced by picocli

    @Command(name = "resource", description = "Removes resources.")
    int resource(@Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths) {
        return remove(PathList.RESOURCES, paths);
    }

    @Command(name = "component", description = "Removes components.")
    int component(@Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths) {
        return remove(PathList.COMPONENTS, paths);
    }

    @Command(name = "transformer", description = "Removes configurations of transformers.")
    int transformer(@Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths) {
        return remove(PathList.TRANSFORMERS, paths);
    }

    @Command(name = "configuration", description = "Removes configurations.")
    int configuration(@Parameters(arity = "1..*", paramLabel = "PATH") List<String> paths) {
        return remove(PathList.CONFIGURATIONS, paths);
    }

    @Command(name = "buildmetadata", description = "Removes what a build notes on its objects.")
    int buildMetadata(@Parameters(arity = "1", split = ",", paramLabel = "NAME[,NAME]") List<String> names) {
        return apply(new Edit.RemovePaths(PathList.BUILD_METADATA, names));
    }

    @Command(name = "patch", description = "Removes a patch, named as add patch names it.")
    int patch(@ArgGroup(exclusive = true, multiplicity = "1") PatchSource source, @Mixin TargetOptions target) {
        return apply(new Edit.RemovePatch(source.path(), source.patch(), target.fields()));
    }

    @Command(name = "label", description = "Removes common labels.")
    int label(
            @Parameters(arity = "1..*", split = ",", paramLabel = "KEY") List<String> keys,
            @Option(
                            names = {"-i", "--ignore-non-existence"},
                            description = "Pass over keys that are not there.")
                    boolean mayMiss) {
        return apply(new Edit.RemoveLabels(keys, mayMiss));
    }

    @Command(name = "annotation", description = "Removes common annotations.")
    int annotation(
            @Parameters(arity = "1..*", split = ",", paramLabel = "KEY") List<String> keys,
            @Option(
                            names = {"-i", "--ignore-non-existence"},
                            description = "Pass over keys that are not there.")
                    boolean mayMiss) {
        return apply(new Edit.RemoveAnnotations(keys, mayMiss));
    }

    @Command(name = "configmap", description = "Removes generators of ConfigMaps.")
    int configMap(
            @Parameters(arity = "1..*", split = ",", paramLabel = "NAME") List<String> names,
            @Option(names = "--namespace", description = "Namespace of the generated objects. Default: any.") @Nullable String namespace) {
        return apply(new Edit.RemoveGenerators(GeneratedKind.CONFIG_MAP, names, Optional.ofNullable(namespace)));
    }

    @Command(name = "secret", description = "Removes generators of Secrets.")
    int secret(
            @Parameters(arity = "1..*", split = ",", paramLabel = "NAME") List<String> names,
            @Option(names = "--namespace", description = "Namespace of the generated objects. Default: any.") @Nullable String namespace) {
        return apply(new Edit.RemoveGenerators(GeneratedKind.SECRET, names, Optional.ofNullable(namespace)));
    }

    /** Patterns stand for all entries of the list that they match. */
    private int remove(PathList list, List<String> pathsOrPatterns) {
        KustomizationOnDisk file = KustomizationOnDisk.in(parent.folder());
        List<String> entries = file.entries(list);
        List<String> paths = new ArrayList<>();
        for (String each : pathsOrPatterns) {
            List<String> matches = entries.contains(each) ? List.of() : PathPatterns.matches(each, entries);
            paths.addAll(matches.isEmpty() ? List.of(each) : matches);
        }
        file.apply(List.of(new Edit.RemovePaths(list, paths.stream().distinct().toList())));
        return 0;
    }

    private int apply(Edit edit) {
        KustomizationOnDisk.in(parent.folder()).apply(List.of(edit));
        return 0;
    }
}
