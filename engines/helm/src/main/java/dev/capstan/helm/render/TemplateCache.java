package dev.capstan.helm.render;

import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.parse.ParsedFile;
import dev.capstan.gotemplate.parse.TemplateSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parsed templates by the digest of their names and texts, shared by all releases of a chart. Holds so many bytes of text, and lets
 * go of those that were not used for the longest time.
 */
final class TemplateCache {
    /** Trees of a parsed text take several times the room of the text. */
    private static final int ROOM_PER_BYTE = 12;

    private final TemplateParser parser;
    private final long mostBytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Entry(TemplateSet templates, long bytes) {}

    TemplateCache(TemplateParser parser, long mostBytes) {
        this.parser = parser;
        this.mostBytes = mostBytes;
    }

    /**
     * The templates of these files, parsed in their order.
     *
     * @throws dev.capstan.gotemplate.failure.TemplateParseException when one of them cannot be parsed
     */
    TemplateSet parsed(List<TemplateFile> files) {
        String digest = digest(files);
        synchronized (this) {
            Entry known = entries.get(digest);
            if (known != null) {
                return known.templates;
            }
        }
        List<ParsedFile> parsed = new ArrayList<>();
        long size = 0;
        for (TemplateFile file : files) {
            parsed.add(parser.parse(file.name(), file.text()));
            size += (long) ROOM_PER_BYTE * (file.name().length() + file.text().length());
        }
        TemplateSet templates = TemplateSet.of(parsed);
        remember(digest, new Entry(templates, size));
        return templates;
    }

    private synchronized void remember(String digest, Entry entry) {
        if (entry.bytes > mostBytes || entries.containsKey(digest)) {
            return;
        }
        entries.put(digest, entry);
        bytes += entry.bytes;
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes;
            oldest.remove();
        }
    }

    /** How many bytes it holds, about. */
    synchronized long bytes() {
        return bytes;
    }

    private static String digest(List<TemplateFile> files) {
        MessageDigest digest = DigestAlgorithm.SHA256.start();
        for (TemplateFile file : files) {
            update(digest, file.name());
            update(digest, file.text());
        }
        return DigestAlgorithm.SHA256.finish(digest).toString();
    }

    /** With its length, and as characters, as a text may hold what is not Unicode. */
    private static void update(MessageDigest digest, String text) {
        byte[] encoded = new byte[2 * text.length()];
        ByteBuffer.wrap(encoded).asCharBuffer().put(text);
        digest.update((encoded.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(encoded);
    }
}
