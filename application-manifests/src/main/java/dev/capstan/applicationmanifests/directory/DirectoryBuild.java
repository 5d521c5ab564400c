package dev.capstan.applicationmanifests.directory;

import dev.capstan.applicationmanifests.build.BuildInput;
import dev.capstan.applicationmanifests.build.Built;
import dev.capstan.applicationmanifests.build.SourceBuild;
import dev.capstan.argo.source.DirectoryOptions;
import dev.capstan.argo.source.DirectorySelection;
import dev.capstan.argo.source.DirectorySelection.Selected;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.ManifestReader;
import dev.capstan.argo.source.SourceKind;
import java.io.IOException;
import java.util.List;

/** Takes manifests as they lie in a folder. */
public final class DirectoryBuild implements SourceBuild {
    private final DirectorySelection.Limits limits;

    /** @param limits of one folder */
    public DirectoryBuild(DirectorySelection.Limits limits) {
        this.limits = limits;
    }

    @Override
    public Built build(BuildInput input) throws IOException {
        DirectoryOptions options = input.source().directory().orElse(DirectoryOptions.NONE);
        return switch (DirectorySelection.select(input.folder(), options, limits)) {
            case Selected.Failed(String why) -> new Built.Failed(why);
            case Selected.Files(List<DirectorySelection.File> files, List<String> notices) -> read(files, notices);
        };
    }

    private static Built read(List<DirectorySelection.File> files, List<String> notices) {
        long bytes = files.stream().mapToLong(file -> file.content().length).sum();
        return switch (ManifestReader.read(files)) {
            case ManifestReader.Read.Failed(String why) -> new Built.Failed(why);
            case ManifestReader.Read.Objects(List<Manifest> manifests) ->
                new Built.Objects(SourceKind.DIRECTORY, manifests, notices, bytes);
        };
    }
}
