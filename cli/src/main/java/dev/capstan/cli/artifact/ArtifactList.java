package dev.capstan.cli.artifact;

import dev.capstan.cli.registry.RegistrySession;
import dev.capstan.cli.terminal.Table;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RemoteRepository;
import java.util.Comparator;
import java.util.List;

/** The artifacts of a repository as a table, the last tag first. */
record ArtifactList(RemoteRepository repository, TagChoice choice) {

    List<String> lines() {
        var table = new Table(List.of("ARTIFACT", "DIGEST", "SOURCE", "REVISION"));
        RegistrySession.need(repository.tags()).stream()
                .filter(choice::includes)
                .sorted(Comparator.reverseOrder())
                .forEach(tag -> Reference.tag(tag).ifPresent(reference -> table.add(row(tag, reference))));
        return table.lines();
    }

    private List<String> row(String tag, Reference reference) {
        var manifest = RegistrySession.need(repository.manifest(reference));
        var annotations = manifest.annotations();
        return List.of(
                repository.name() + ":" + tag,
                manifest.descriptor().digest().toString(),
                annotations.getOrDefault(FluxArtifact.SOURCE, ""),
                annotations.getOrDefault(FluxArtifact.REVISION, ""));
    }
}
