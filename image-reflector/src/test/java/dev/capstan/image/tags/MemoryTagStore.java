package dev.capstan.image.tags;

import dev.capstan.api.meta.ObjectKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tags in memory, on a disk that can be full. */
public final class MemoryTagStore implements TagStore {
    private final Map<ObjectKey, Map.Entry<TagSetKey, List<String>>> kept = new ConcurrentHashMap<>();
    private volatile boolean full;

    /** From now on nothing can be put. */
    public void fill() {
        full = true;
    }

    @Override
    public Optional<List<String>> find(TagSetKey key) {
        return Optional.ofNullable(kept.get(key.repository()))
                .filter(entry -> entry.getKey().equals(key))
                .map(Map.Entry::getValue);
    }

    @Override
    public void put(TagSetKey key, List<String> tags) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        kept.put(key.repository(), Map.entry(key, List.copyOf(tags)));
    }

    @Override
    public void remove(ObjectKey repository) {
        kept.remove(repository);
    }
}
