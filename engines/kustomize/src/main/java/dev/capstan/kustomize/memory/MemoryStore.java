package dev.capstan.kustomize.memory;

import dev.capstan.kustomize.BuildOptions;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps what builds remember up to a number of bytes; what was not used for longest goes first. Safe for several threads. */
public final class MemoryStore {
    /** What is remembered. */
    public enum Kind {
        /** A {@link Part} of one file. */
        FILE,
        /** A {@link Part} of one generator. */
        GENERATOR,
        /** A {@link Part} of one base. */
        BASE,
        /** The {@link StepResults} of one kustomization. */
        STEPS,
        /** The {@link FinalResults} of one build. */
        FINAL
    }

    /**
     * Where it belongs.
     *
     * @param kind what it is
     * @param path folders and files that name it
     * @param variant how the build went that left it, see {@link MemoryStore#variant}
     */
    public record Key(Kind kind, String path, int variant) {}

    /** What of {@link BuildOptions} changes results. */
    public record Options(
            BuildOptions.ObjectOrder order,
            BuildOptions.LoadRestriction restriction,
            boolean managedByLabel,
            String version,
            dev.capstan.kustomize.BuildLimits limits) {
        /** Those of a build. */
        public static Options of(BuildOptions options) {
            return new Options(
                    options.order(),
                    options.loadRestriction(),
                    options.addManagedByLabel(),
                    options.version(),
                    options.limits());
        }
    }

    private record Kept(Remembered value, long bytes) {}

    private final long maxBytes;
    private final LinkedHashMap<Key, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Options, Integer> variants = new HashMap<>();
    private long bytes;

    /** A store for at most so many bytes. */
    public MemoryStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A number for builds that go the same way. */
    public synchronized int variant(Options options) {
        return variants.computeIfAbsent(options, _ -> variants.size());
    }

    /** What is kept under the key. */
    public synchronized Optional<Remembered> get(Key key) {
        return Optional.ofNullable(entries.get(key)).map(Kept::value);
    }

    /** Keeps the entries, in place of older ones of the same keys. One that alone is too large is left out. */
    public synchronized void putAll(Map<Key, ? extends Remembered> fresh) {
        fresh.forEach((key, value) -> {
            remove(key);
            long size = value.bytes();
            if (size <= maxBytes) {
                entries.put(key, new Kept(value, size));
                bytes += size;
            }
        });
        Iterator<Kept> eldest = entries.values().iterator();
        while (bytes > maxBytes) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    private void remove(Key key) {
        Kept old = entries.remove(key);
        if (old != null) {
            bytes -= old.bytes();
        }
    }

    /** What is kept, in bytes as estimated. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        entries.clear();
        bytes = 0;
    }
}
