package dev.capstan.kustomize;

import dev.capstan.kustomize.memory.MemoryStore;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlWriter;
import java.io.ByteArrayOutputStream;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What builds leave to later ones, up to a number of bytes: objects of files and bases with the proof of their inputs, and what
 * the steps of a kustomization made of objects. A build with a memory gives the same outcome as one without. One memory may serve
 * several trees and threads; it helps most when it belongs to one source that is built again and again.
 */
public final class BuildMemory {
    private final MemoryStore store;
    private final long maxBytes;
    private Map<YamlMap, byte[]> written = Map.of();

    /**
     * An empty memory.
     *
     * @param maxBytes what it may keep, as estimated from the number of values; a build of 2,000 objects leaves about 40 MiB
     */
    public BuildMemory(long maxBytes) {
        this.store = new MemoryStore(maxBytes);
        this.maxBytes = maxBytes;
    }

    /** What it keeps now, in bytes as estimated. */
    public long bytes() {
        return store.bytes();
    }

    /** Forgets everything. */
    public synchronized void clear() {
        store.clear();
        written = Map.of();
    }

    /**
     * The objects as {@link BuildOutcome.Built#toYaml()} prints them, in UTF-8; an object that a build took from this memory and
     * that was printed last time is not printed again.
     */
    public byte[] print(BuildOutcome.Built built) {
        Map<YamlMap, byte[]> before = writtenBefore();
        Map<YamlMap, byte[]> now = new IdentityHashMap<>(built.objects().size() * 2);
        ByteArrayOutputStream all = new ByteArrayOutputStream(1 << 16);
        boolean isFirst = true;
        for (BuiltObject object : built.objects()) {
            byte[] text = before.get(object.content());
            text = text == null ? YamlWriter.write(object.content()) : text;
            now.put(object.content(), text);
            if (!isFirst) {
                all.writeBytes(SEPARATOR);
            }
            isFirst = false;
            all.writeBytes(text);
        }
        if (all.size() <= maxBytes) {
            remember(now);
        }
        return all.toByteArray();
    }

    private static final byte[] SEPARATOR = {'-', '-', '-', '\n'};

    private synchronized Map<YamlMap, byte[]> writtenBefore() {
        return written;
    }

    private synchronized void remember(Map<YamlMap, byte[]> now) {
        written = now;
    }

    MemoryStore store() {
        return store;
    }
}
