package dev.capstan.helm.render;

import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.gotemplate.TemplateParser;
import dev.capstan.gotemplate.parse.ParsedFile;
import dev.capstan.gotemplate.parse.TemplateSet;
import dev.capstan.helm.cache.DigestCache;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Parsed templates by the digest of their names and texts, shared by all releases of a chart. */
final class TemplateCache {
    /** Trees of a parsed text take several times the room of the text. */
    private static final int ROOM_PER_BYTE = 12;

    private final TemplateParser parser;
    private final DigestCache<TemplateSet> known;

    TemplateCache(TemplateParser parser, long mostBytes) {
        this.parser = parser;
        this.known = new DigestCache<>(mostBytes);
    }

    /**
     * The templates of these files, parsed in their order.
     *
     * @throws dev.capstan.gotemplate.failure.TemplateParseException when one of them cannot be parsed
     */
    TemplateSet parsed(List<TemplateFile> files) {
        String digest = digest(files);
        return known.get(digest).orElseGet(() -> parse(files, digest));
    }

    private TemplateSet parse(List<TemplateFile> files, String digest) {
        List<ParsedFile> parsed = new ArrayList<>();
        long size = 0;
        for (TemplateFile file : files) {
            parsed.add(parser.parse(file.name(), file.text()));
            size += (long) ROOM_PER_BYTE * (file.name().length() + file.text().length());
        }
        TemplateSet templates = TemplateSet.of(parsed);
        known.keep(digest, templates, size);
        return templates;
    }

    /** How many bytes it holds, about. */
    long bytes() {
        return known.bytes();
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
