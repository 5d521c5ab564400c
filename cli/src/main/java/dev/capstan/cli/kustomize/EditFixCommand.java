package dev.capstan.cli.kustomize;

import dev.capstan.kustomize.edit.Edit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code edit fix}. */
@Command(
        name = "fix",
        description =
                "Replaces deprecated fields: bases, imageTags, patchesStrategicMerge, patchesJson6902, commonLabels.")
final class EditFixCommand implements Callable<Integer> {
    @ParentCommand
    private EditCommand parent = new EditCommand(); // replaced by picocli

    @Override
    public Integer call() {
        KustomizationOnDisk.in(parent.folder()).apply(List.of(new Edit.ReplaceDeprecatedFields()));
        return 0;
    }
}
