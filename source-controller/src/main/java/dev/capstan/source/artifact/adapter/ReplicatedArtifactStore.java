package dev.capstan.source.artifact.adapter;

import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.archive.ArchiveContent;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts that all replicas serve. What the leader stores on its disk goes to the shared names as well; every replica takes from there
 * what its own disk has not got. While the shared names cannot be reached, each disk goes on serving what it has, and nothing new is
 * stored: an artifact that only one replica has would be lost with it.
 */
public final class ReplicatedArtifactStore implements ArtifactStore, ServedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicatedArtifactStore.class);

    private final FileSystemArtifactStore disk;
    private final SharedNames shared;
    private volatile boolean leads;
    private volatile boolean knowsNames;

    /** Joins a disk of one replica and the names that all of them share. */
    public ReplicatedArtifactStore(FileSystemArtifactStore disk, SharedNames shared) {
        this.disk = disk;
        this.shared = shared;
    }

    /** From now on this process decides what is stored. It learns all names that are there, to remove those of the leader before it too. */
    public void lead() {
        leads = true;
        try {
            learnNames();
        } catch (IOException e) {
            LOG.warn(
                    "What the replicas share is not known yet, so artifacts of the leader before stay until it is: {}",
                    e.getMessage());
        }
    }

    private void learnNames() throws IOException {
        for (var name : shared.digests().entrySet()) {
            disk.adopt(name.getKey(), name.getValue());
        }
        knowsNames = true;
    }

    @Override
    public StoreResult store(ArtifactOwner owner, String fileName, ArchiveContent archive) {
        return share(disk.store(owner, fileName, archive));
    }

    @Override
    public StoreResult storeFile(ArtifactOwner owner, String fileName, FileContent file) {
        return share(disk.storeFile(owner, fileName, file));
    }

    private StoreResult share(StoreResult result) {
        if (!(result instanceof StoreResult.Stored(var artifact))) {
            return result;
        }
        try {
            share(artifact.path());
            return result;
        } catch (IOException e) {
            return new StoreResult.StorageFailed(
                    "the replicas cannot share it: " + e.getMessage(), SharedNames.isFull(e));
        }
    }

    private void share(String path) throws IOException {
        var digest = disk.digestOf(path).orElseThrow(() -> new NoSuchFileException(path));
        shared.put(path, digest, disk.fileOf(path).orElseThrow(() -> new NoSuchFileException(path)));
    }

    @Override
    public void nameLatest(ArtifactOwner owner, String name, String path) {
        disk.nameLatest(owner, name, path);
        try {
            shared.alias(owner.path(name), Path.of(path).getFileName().toString());
        } catch (IOException e) {
            LOG.warn("{} leads other replicas to what it led to before: {}", owner.path(name), e.getMessage());
        }
    }

    /** What the disk has not got is fetched; what the replicas do not share, or no longer, is shared. */
    @Override
    public Optional<String> problemOf(String path, ArtifactDigest digest) {
        try {
            var known = shared.digestOf(path);
            if (known.isPresent() && digest.text().equals("sha256:" + known.get()) && shared.has(known.get())) {
                fetch(path, known.get());
            } else if (disk.problemOf(path, digest).isEmpty()) {
                share(path);
            }
        } catch (OtherBytesException e) {
            return Optional.of(e.problem());
        } catch (IOException e) {
            LOG.warn("{} is served from this disk alone: {}", path, e.getMessage());
            return Optional.empty(); // nothing is known to be wrong with it; building it again would be refused as well
        }
        return disk.problemOf(path, digest);
    }

    private void fetch(String path, String digest) throws IOException {
        disk.adopt(path, digest);
        if (!disk.isIntact(digest)) {
            try {
                disk.complete(path, digest, out -> shared.get(digest, out));
            } catch (OtherBytesException e) {
                forget(digest, e);
                throw e;
            }
        }
    }

    /** A leader with the right bytes shares them at its next check; one without them builds them again. */
    private void forget(String digest, OtherBytesException why) {
        try {
            shared.forget(digest);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(fileOf(path).orElseThrow(() -> new NoSuchFileException(path)));
    }

    @Override
    public Optional<Path> fileOf(String path) {
        if (!NameLinks.isPath(path)) {
            return Optional.empty();
        }
        try {
            var found = shared.find(path);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            fetch(found.get().path(), found.get().digest());
            return disk.fileOf(found.get().path());
        } catch (IOException e) {
            LOG.debug("{} is served from this disk: {}", path, e.getMessage());
            return disk.fileOf(path);
        }
    }

    @Override
    public int removeOld(ArtifactOwner owner, Optional<String> current) throws IOException {
        var expired = disk.expired(owner, current);
        for (var path : expired) {
            shared.remove(path);
            disk.remove(path);
        }
        return expired.size();
    }

    @Override
    public void remove(ArtifactOwner owner, String path) throws IOException {
        shared.remove(path);
        disk.remove(owner, path);
    }

    @Override
    public int removeAll(ArtifactOwner owner) throws IOException {
        shared.removeBelow(owner.folder() + "/");
        return disk.removeAll(owner);
    }

    /** Removes what nobody needs: the leader, content without a name from the bucket; others, from their disk what the leader has removed. */
    public void tidy() throws IOException {
        if (leads) {
            if (!knowsNames) {
                learnNames();
            }
            shared.removeUnnamed();
            return;
        }
        var known = shared.digests();
        for (var path : disk.paths()) {
            if (!known.containsKey(path)) {
                disk.remove(path);
            }
        }
    }
}
