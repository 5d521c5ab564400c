package dev.capstan.image.scan;

import dev.capstan.access.AccessResult;
import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.http.Deadline;
import dev.capstan.image.registry.RegistryDoor;
import dev.capstan.image.tags.FoundTags;
import dev.capstan.image.tags.TagSetKey;
import dev.capstan.image.tags.TagStore;
import dev.capstan.images.policy.TagExclusions;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.registry.RemoteRepository;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the tags of an image, leaves out those that do not count, and keeps the others. */
public final class ImageScan {
    private final RegistryDoor door;
    private final TagStore store;

    /** Lists through the door, and keeps in the store. */
    public ImageScan(RegistryDoor door, TagStore store) {
        this.door = door;
        this.store = store;
    }

    /** Whether the tags are kept that a spec asks for. */
    public boolean areKept(ObjectKey repository, ImageRepositorySpec spec, RepositoryName image) {
        return store.find(key(repository, spec, image)).isPresent();
    }

    /** What the tags of a spec are kept under. */
    public static TagSetKey key(ObjectKey repository, ImageRepositorySpec spec, RepositoryName image) {
        return new TagSetKey(repository, image.toString(), spec.exclusionList());
    }

    /**
     * Scans once.
     *
     * @param deadline for everything together
     */
    public ScanOutcome run(ObjectKey repository, ImageRepositorySpec spec, RepositoryName image, Deadline deadline) {
        return switch (TagExclusions.compile(spec.exclusionList())) {
            case TagExclusions.Compiled.Invalid invalid -> failed(new ScanFailure.ExclusionInvalid(invalid.why()));
            case TagExclusions.Compiled.Ready(var exclusions) ->
                switch (door.open(repository.namespace(), spec, image, deadline)) {
                    case AccessResult.Failed<RemoteRepository>(var failure) ->
                        failed(new ScanFailure.NoAccess(failure));
                    case AccessResult.Success<RemoteRepository>(var remote) ->
                        list(remote, exclusions, key(repository, spec, image), deadline);
                };
        };
    }

    private ScanOutcome list(RemoteRepository remote, TagExclusions exclusions, TagSetKey key, Deadline deadline) {
        return switch (remote.tags()) {
            case OciResult.Failed<List<String>>(var failure) -> failed(new ScanFailure.NotListed(failure));
            case OciResult.Success<List<String>>(var listed) ->
                counting(listed, exclusions, deadline)
                        .map(tags -> keep(key, FoundTags.of(tags)))
                        .orElseGet(() -> failed(new ScanFailure.ExclusionSlow(listed.size(), deadline.allowed())));
        };
    }

    /** The tags that count; empty when the time is over before all were looked at. */
    private static Optional<List<String>> counting(List<String> listed, TagExclusions exclusions, Deadline deadline) {
        var counting = new ArrayList<String>(listed.size());
        for (String tag : listed) {
            if (deadline.isOver()) {
                return Optional.empty();
            }
            if (!exclusions.drop(tag)) {
                counting.add(tag);
            }
        }
        return Optional.of(counting);
    }

    private ScanOutcome keep(TagSetKey key, FoundTags found) {
        boolean isNews = !store.find(key).equals(Optional.of(found.tags()));
        try {
            if (isNews) {
                store.put(key, found.tags());
            }
            return new ScanOutcome.Scanned(found, isNews);
        } catch (IOException full) {
            String why = full instanceof FileSystemException named ? named.getReason() : full.getMessage();
            return failed(new ScanFailure.NotKept(
                    (why == null ? "the disk refuses them" : why) + "; look at the folder capstan.image.storage.path"));
        }
    }

    private static ScanOutcome failed(ScanFailure failure) {
        return new ScanOutcome.Failed(failure);
    }

    /**
     * Keeps nothing more of an ImageRepository.
     *
     * @throws IOException when that fails
     */
    public void forget(ObjectKey repository) throws IOException {
        store.remove(repository);
    }
}
