package dev.capstan.cli.kustomize;

import dev.capstan.cli.CommandFailure;
import dev.capstan.kustomize.edit.Edit;
import dev.capstan.kustomize.edit.Edit.SetImage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
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

    @Command(name = "label", description = "Sets common labels.")
    int label(@Parameters(arity = "1..*", paramLabel = "KEY:VALUE") List<String> labels) {
        return apply(List.of(new Edit.SetLabels(Pairs.parse(labels))));
    }

    @Command(name = "annotation", description = "Sets common annotations.")
    int annotation(@Parameters(arity = "1..*", paramLabel = "KEY:VALUE") List<String> annotations) {
        return apply(List.of(new Edit.SetAnnotations(Pairs.parse(annotations))));
    }

    private int apply(List<Edit> edits) {
        KustomizationOnDisk.in(parent.folder()).apply(edits);
        return 0;
    }
}
