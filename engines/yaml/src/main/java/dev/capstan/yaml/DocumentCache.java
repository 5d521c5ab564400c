package dev.capstan.yaml;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Parsed documents by the hash of their text, so that a text is parsed once however often and wherever it is used. The
 * least recently used ones go when the cache is full. Safe for any number of threads; texts that fail to parse are not
 * kept.
 */
public final class DocumentCache {
    /** Heap that a parsed document takes for each byte of its text, measured over ordinary manifests and rounded up. */
    private static final int HEAP_PER_BYTE = 6;

    private static final int HEAP_PER_ENTRY = 256;

    private record Parsed(List<YamlDocument> documents, long weight) {}

    private final long capacity;
    private final Limits limits;
    private final LinkedHashMap<String, Parsed> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;

    /**
     * @param capacity bytes of heap, by estimate, that the parsed documents may take together
     */
    public DocumentCache(long capacity, Limits limits) {
        this.capacity = capacity;
        this.limits = limits;
    }

    /**
     * The documents of a text.
     *
     * @param file the name for origins and messages; the same text under another name is still parsed once
     * @throws YamlSyntaxException as {@link YamlReader#readAll}
     */
    public List<YamlDocument> read(String file, byte[] text) {
        return read(sha256(text), file, () -> text);
    }

    /**
     * As {@link #read(String, byte[])} for callers that know a hash already, such as the id of a Git blob.
     *
     * @param hash stands for the text: equal hashes must mean equal texts
     * @param text asked only when the documents are not in the cache
     */
    public List<YamlDocument> read(String hash, String file, Supplier<byte[]> text) {
        Parsed parsed;
        synchronized (entries) {
            parsed = entries.get(hash);
        }
        if (parsed == null) {
            byte[] bytes = text.get();
            parsed = new Parsed(
                    List.copyOf(YamlReader.readAll(file, bytes, limits)),
                    (long) bytes.length * HEAP_PER_BYTE + HEAP_PER_ENTRY);
            keep(hash, parsed);
        }
        return named(file, parsed.documents);
    }

    private void keep(String hash, Parsed parsed) {
        if (parsed.weight > capacity) {
            return;
        }
        synchronized (entries) {
            Parsed before = entries.put(hash, parsed);
            weight += parsed.weight - (before == null ? 0 : before.weight);
            var eldest = entries.entrySet().iterator();
            while (weight > capacity) {
                Map.Entry<String, Parsed> entry = eldest.next();
                weight -= entry.getValue().weight;
                eldest.remove();
            }
        }
    }

    private static List<YamlDocument> named(String file, List<YamlDocument> documents) {
        if (documents.isEmpty() || documents.getFirst().origin().file().equals(file)) {
            return documents;
        }
        List<YamlDocument> renamed = new ArrayList<>(documents.size());
        for (YamlDocument document : documents) {
            DocumentOrigin origin = document.origin();
            renamed.add(new YamlDocument(document.root(), new DocumentOrigin(file, origin.line(), origin.index())));
        }
        return List.copyOf(renamed);
    }

    /** Estimated heap of everything kept, in bytes. */
    public long weight() {
        synchronized (entries) {
            return weight;
        }
    }

    /** How many texts are kept. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private static String sha256(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
