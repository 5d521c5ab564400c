package dev.capstan.cli.kustomize;

import dev.capstan.cli.CommandFailure;
import dev.capstan.kustomize.edit.Edit;
import dev.capstan.kustomize.edit.Edit.GeneratedKind;
import dev.capstan.kustomize.edit.Edit.PathList;
import dev.capstan.kustomize.edit.Edit.SetImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code edit set …}. */
@Command(name = "set", description = "Sets a value in the kustomization file.")
final class EditSetCommand {
    @ParentCommand
    private EditCommand parent = new EditCommand(); // replaced by picocli

    @Command(name = "image", description = "Sets names, tags and digests of images.")
    int image(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "IMAGE",
                            description = "NAME=NEWNAME:TAG, NAME:TAG or NAME@DIGEST; * keeps a part")
                    List<String> images) {
        List<Edit> edits = new ArrayList<>();
        for (String image : images) {
            edits.add(SetImage.parse(image)
                    .orElseThrow(() -> new CommandFailure(
                            "\"" + image + "\" is none of NAME=NEWNAME:TAG, NAME:TAG and NAME@DIGEST")));
        }
        return apply(edits);
    }

    @Command(name = "namespace", description = "Sets the namespace.")
    int namespace(@Parameters(paramLabel = "NAMESPACE") String namespace) {
        return apply(List.of(new Edit.SetNamespace(namespace)));
    }

    @Command(
            name = "nameprefix",
            description = "Sets the prefix of names (write -- before one that starts with a dash).")
    int namePrefix(@Parameters(paramLabel = "PREFIX") String prefix) {
        return apply(List.of(new Edit.SetNamePrefix(prefix)));
    }

    @Command(
            name = "namesuffix",
            description = "Sets the suffix of names (write -- before one that starts with a dash).")
    int nameSuffix(@Parameters(paramLabel = "SUFFIX") String suffix) {
        return apply(List.of(new Edit.SetNameSuffix(suffix)));
    }

    @Command(name = "replicas", description = "Sets numbers of replicas.")
    int replicas(@Parameters(arity = "1..*", paramLabel = "NAME=COUNT") List<String> replicas) {
        List<Edit> edits = new ArrayList<>();
        for (String text : replicas) {
            int equals = text.indexOf('=');
            try {
                edits.add(new Edit.SetReplicas(
                        text.substring(0, Math.max(equals, 0)), Long.parseUnsignedLong(text.substring(equals + 1))));
            } catch (NumberFormatException notNumber) {
                throw new CommandFailure("\"" + text + "\" is not of the form NAME=COUNT", notNumber);
            }
            if (equals <= 0) {
                throw new CommandFailure("\"" + text + "\" is not of the form NAME=COUNT");
            }
        }
        return apply(edits);
    }

    @Command(name = "label", description = "Sets labels, also of selectors and templates.")
    int label(@Parameters(arity = "1..*", paramLabel = "KEY:VALUE") List<String> labels, @Mixin LabelOptions options) {
        return apply(List.of(new Edit.SetLabels(options.reach(), Pairs.parse(labels))));
    }

    @Command(name = "annotation", description = "Sets common annotations.")
    int annotation(@Parameters(arity = "1..*", paramLabel = "KEY:VALUE") List<String> annotations) {
        return apply(List.of(new Edit.SetAnnotations(Pairs.parse(annotations))));
    }

    @Command(name = "buildmetadata", description = "Sets what a build notes on its objects, and nothing else.")
    int buildMetadata(@Parameters(arity = "1", split = ",", paramLabel = "NAME[,NAME]") List<String> names) {
        return apply(List.of(new Edit.SetPaths(PathList.BUILD_METADATA, names)));
    }

    /** What to change of a generator. */
    static final class LiteralOptions {
        @Parameters(paramLabel = "NAME", description = "Name of the generated object.")
        private String name = "";

        @Option(
                names = "--from-literal",
                paramLabel = "KEY=VALUE",
                description = "A key that is there, and its new value.")
        private Map<String, String> literals = Map.of();

        @Option(names = "--namespace", description = "Namespace of the generated object. Default: default.")
        private @Nullable String namespace;

        @Option(names = "--new-namespace", paramLabel = "NAMESPACE", description = "Its new namespace.")
        private @Nullable String newNamespace;

        Edit.SetLiterals edit(GeneratedKind kind) {
            if (literals.isEmpty() && newNamespace == null) {
                throw new CommandFailure("name at least one --from-literal, or --new-namespace");
            }
            return new Edit.SetLiterals(
                    kind, name, Optional.ofNullable(namespace), literals, Optional.ofNullable(newNamespace));
        }
    }

    @Command(name = "configmap", description = "Sets literals, or the namespace, of a generated ConfigMap.")
    int configMap(@Mixin LiteralOptions options) {
        return apply(List.of(options.edit(GeneratedKind.CONFIG_MAP)));
    }

    @Command(name = "secret", description = "Sets literals, or the namespace, of a generated Secret.")
    int secret(@Mixin LiteralOptions options) {
        return apply(List.of(options.edit(GeneratedKind.SECRET)));
    }

    private int apply(List<Edit> edits) {
        KustomizationOnDisk.in(parent.folder()).apply(edits);
        return 0;
    }
}
