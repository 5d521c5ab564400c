package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.tree.DiskTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files of sources out of checkouts; nothing is fetched. */
final class CheckoutFiles implements SourceFiles {
    private static final long LARGEST_ARCHIVE = 32L << 20;

    private final Checkouts checkouts;

    CheckoutFiles(Checkouts checkouts) {
        this.checkouts = checkouts;
    }

    @Override
    public Fetch fetch(SourceRequest request) {
        ApplicationSource source = request.source();
        Optional<Path> place = checkouts.of(source);
        if (place.isEmpty()) {
            return new Fetch.Failed(missing(source));
        }
        try {
            boolean isArchive = Files.isRegularFile(place.get());
            if (source.chart().isEmpty()) {
                return isArchive
                        ? new Fetch.Failed(place.get() + " is no folder, and " + shown(source) + " is a repository")
                        : new Fetch.Fetched(new FetchedSource.Files(
                                "", new DiskTree(place.get().toRealPath()), () -> {}));
            }
            if (!isArchive || Files.size(place.get()) > LARGEST_ARCHIVE) {
                return new Fetch.Failed(place.get() + " is not the archive of a chart, as 'helm pull' fetches it");
            }
            return new Fetch.Fetched(new FetchedSource.Chart("", Files.readAllBytes(place.get())));
        } catch (IOException unreadable) {
            return new Fetch.Failed(place.get() + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** What a user can do for a source of which there are no files. */
    static String missing(ApplicationSource source) {
        return "no files of " + shown(source) + "; give --checkout " + shown(source) + "=PATH";
    }

    private static String shown(ApplicationSource source) {
        return RepositoryUrl.shown(Checkouts.address(source));
    }
}
