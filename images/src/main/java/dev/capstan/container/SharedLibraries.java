package dev.capstan.container;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Libraries of others that every application has, of the same size under the same name. One layer holds them, the same for all images.
 *
 * @param sources where each is read from, by its place in an application; always the same one, so that the layer is packed once
 */
record SharedLibraries(Map<Path, Path> sources) {
    SharedLibraries {
        sources = Map.copyOf(sources);
    }

    static SharedLibraries of(List<FastJar> applications) {
        var first = applications.getFirst();
        var sources = new HashMap<Path, Path>();
        for (var library : first.libraries()) {
            if (applications.stream()
                    .allMatch(other ->
                            other.libraries().contains(library) && other.size(library) == first.size(library))) {
                sources.put(library, first.folder().resolve(library));
            }
        }
        return new SharedLibraries(sources);
    }

    Optional<Path> source(Path library) {
        return Optional.ofNullable(sources.get(library));
    }
}
