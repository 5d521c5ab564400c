package dev.capstan.source.artifact.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.runtime.nats.ObjectBucket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/**
 * What the replicas share, in a bucket of NATS: {@code content/<digest>} has bytes, {@code name/<path>} is a link to content, and
 * {@code alias/<path>} has the name of the file beside it that it stands for. Every method fails when NATS does not answer.
 */
public final class SharedNames {
    private static final String CONTENT = "content/";
    private static final String NAME = "name/";
    private static final String ALIAS = "alias/";
    /** A name is given some moments after its content; clocks may differ. */
    private static final Duration NAMED_WITHIN = Duration.ofHours(1);

    private final ObjectBucket bucket;
    private final Clock clock;
    /** Content that is old and has no name may be given one at any time, so nothing is named while it is removed. */
    private final ReadWriteLock naming = new ReentrantReadWriteLock();

    /** Shares through a bucket that nothing else uses. */
    public SharedNames(ObjectBucket bucket, Clock clock) {
        this.bucket = bucket;
        this.clock = clock;
    }

    static boolean isFull(IOException failure) {
        return failure instanceof ObjectBucket.FullException;
    }

    /** Stores a file and lets the path lead to it. */
    void put(String path, String digest, Path file) throws IOException {
        naming.readLock().lock();
        try {
            if (bucket.find(CONTENT + digest).isEmpty()) {
                try (var in = Files.newInputStream(file)) {
                    bucket.put(CONTENT + digest, in);
                }
            }
            bucket.link(NAME + path, CONTENT + digest);
        } finally {
            naming.readLock().unlock();
        }
    }

    /** Lets a further name stand for a file beside it. */
    void alias(String alias, String fileName) throws IOException {
        if (!fileNameBehind(alias).equals(Optional.of(fileName))) {
            bucket.put(ALIAS + alias, new ByteArrayInputStream(fileName.getBytes(UTF_8)));
        }
    }

    /** What a path leads to, by itself or as an alias of another one. */
    Optional<Found> find(String path) throws IOException {
        var digest = digestOf(path);
        if (digest.isPresent()) {
            return Optional.of(new Found(path, digest.get()));
        }
        var target = fileNameBehind(path)
                .map(file -> path.substring(0, path.lastIndexOf('/') + 1) + file)
                .filter(NameLinks::isPath);
        return target.isEmpty() ? Optional.empty() : digestOf(target.get()).map(it -> new Found(target.get(), it));
    }

    /** A path and the digest that it leads to. */
    record Found(String path, String digest) {}

    private Optional<String> fileNameBehind(String alias) throws IOException {
        if (bucket.find(ALIAS + alias).isEmpty()) {
            return Optional.empty();
        }
        var name = new ByteArrayOutputStream();
        bucket.get(ALIAS + alias, name);
        return Optional.of(name.toString(UTF_8));
    }

    /** The digest that a path leads to. */
    Optional<String> digestOf(String path) throws IOException {
        return bucket.find(NAME + path).flatMap(SharedNames::digest);
    }

    private static Optional<String> digest(ObjectBucket.Entry entry) {
        return entry.target()
                .filter(target -> target.startsWith(CONTENT))
                .map(target -> target.substring(CONTENT.length()))
                .filter(NameLinks::isDigest);
    }

    /** Whether the bytes with that digest are there; a name can lead to bytes that a replica found wrong and removed. */
    boolean has(String digest) throws IOException {
        return bucket.find(CONTENT + digest).isPresent();
    }

    /** All paths with the digests that they lead to. */
    Map<String, String> digests() throws IOException {
        var all = new HashMap<String, String>();
        for (var entry : bucket.list()) {
            var path = entry.name().startsWith(NAME) ? entry.name().substring(NAME.length()) : "";
            if (NameLinks.isPath(path)) {
                digest(entry).ifPresent(it -> all.put(path, it));
            }
        }
        return all;
    }

    /** Writes the bytes with that digest. */
    void get(String digest, OutputStream out) throws IOException {
        bucket.get(CONTENT + digest, out);
    }

    /** Removes bytes that turned out not to be those of their name. The names stay: replicas that have the right bytes serve them. */
    void forget(String digest) throws IOException {
        bucket.remove(CONTENT + digest);
    }

    /** Removes a path; its content goes with {@link #removeUnnamed}. */
    void remove(String path) throws IOException {
        bucket.remove(NAME + path);
    }

    /** Removes all names that begin so. */
    void removeBelow(String prefix) throws IOException {
        for (var entry : bucket.list()) {
            if (entry.name().startsWith(NAME + prefix) || entry.name().startsWith(ALIAS + prefix)) {
                bucket.remove(entry.name());
            }
        }
    }

    /** Removes content that no path leads to, unless it is so young that its name may be on the way. */
    void removeUnnamed() throws IOException {
        naming.writeLock().lock();
        try {
            var entries = bucket.list();
            var named = entries.stream().flatMap(it -> it.target().stream()).collect(Collectors.toSet());
            var old = clock.instant().minus(NAMED_WITHIN);
            for (var entry : entries) {
                if (entry.name().startsWith(CONTENT)
                        && !named.contains(entry.name())
                        && entry.modifiedAt().isBefore(old)) {
                    bucket.remove(entry.name());
                }
            }
        } finally {
            naming.writeLock().unlock();
        }
    }
}
