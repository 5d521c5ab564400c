package dev.capstan.source.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.capstan.http.Deadline;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.objectstore.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket in memory whose etags are MD5s, and what was asked of it. */
public final class MemoryStore implements ObjectStore {
    public final ConcurrentSkipListSet<String> opened = new ConcurrentSkipListSet<>();
    public final AtomicInteger found = new AtomicInteger();
    private final Map<String, String> contents = new TreeMap<>();

    /** Has these objects and no others. */
    public MemoryStore has(Map<String, String> objects) {
        contents.clear();
        contents.putAll(objects);
        opened.clear();
        return this;
    }

    @Override
    public List<ListedObject> list(String prefix, Deadline deadline) {
        return contents.entrySet().stream()
                .filter(it -> it.getKey().startsWith(prefix))
                .map(it -> new ListedObject(
                        it.getKey(), md5(it.getValue()), it.getValue().getBytes(UTF_8).length))
                .toList();
    }

    @Override
    public InputStream open(ListedObject object, Deadline deadline) {
        opened.add(object.key());
        return new ByteArrayInputStream(
                requireNonNull(contents.get(object.key())).getBytes(UTF_8));
    }

    @Override
    public Optional<byte[]> find(String key, int limit, Deadline deadline) {
        found.incrementAndGet();
        return Optional.ofNullable(contents.get(key)).map(it -> it.getBytes(UTF_8));
    }

    /** As S3 makes etags. */
    public static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
