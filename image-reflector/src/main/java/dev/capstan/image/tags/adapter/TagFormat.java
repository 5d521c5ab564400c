package dev.capstan.image.tags.adapter;

import dev.capstan.digest.Digest;
import dev.capstan.digest.FieldDigest;
import dev.capstan.image.tags.TagSetKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The content of a file of tags: a line with the name of the format, a line with the digest of all that follows, a line with the digest of
 * what the tags were found for, and the tags, one a line, deflated.
 */
final class TagFormat {
    private static final String NAME = "capstan-tags/1";
    private static final int LINE = 65;
    private static final int LONGEST_LIST = 32 << 20;

    private TagFormat() {}

    static byte[] write(TagSetKey key, List<String> tags) throws IOException {
        var rest = new ByteArrayOutputStream();
        rest.writeBytes(line(identity(key)));
        try (var deflated = new DeflaterOutputStream(rest)) {
            deflated.write(String.join("\n", tags).getBytes(StandardCharsets.UTF_8));
        }
        var file = new ByteArrayOutputStream();
        file.writeBytes(line(NAME));
        file.writeBytes(line(Digest.sha256(rest.toByteArray()).hex()));
        rest.writeTo(file);
        return file.toByteArray();
    }

    /**
     * Reads tags back.
     *
     * @return empty when they were found for something else
     * @throws IOException when the content is not as it was written
     */
    static Optional<List<String>> read(TagSetKey key, byte[] content) throws IOException {
        byte[] name = line(NAME);
        int begin = name.length + LINE;
        if (content.length < begin + LINE || !Arrays.equals(content, 0, name.length, name, 0, name.length)) {
            throw new IOException("it is not a file of tags");
        }
        byte[] rest = Arrays.copyOfRange(content, begin, content.length);
        byte[] digest = line(Digest.sha256(rest).hex());
        if (!Arrays.equals(content, name.length, begin, digest, 0, LINE)) {
            throw new IOException("its content has another digest");
        }
        if (!Arrays.equals(rest, 0, LINE, line(identity(key)), 0, LINE)) {
            return Optional.empty();
        }
        var deflated = new ByteArrayInputStream(rest, LINE, rest.length - LINE);
        try (var inflated = new InflaterInputStream(deflated)) {
            byte[] list = inflated.readNBytes(LONGEST_LIST + 1);
            if (list.length > LONGEST_LIST) {
                throw new IOException("its list is longer than " + LONGEST_LIST + " bytes");
            }
            String text = new String(list, StandardCharsets.UTF_8);
            return Optional.of(text.isEmpty() ? List.of() : List.of(text.split("\n")));
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String identity(TagSetKey key) {
        return new FieldDigest()
                .add(key.repository().namespace(), key.repository().name(), key.image())
                .add(key.exclusions().toArray(String[]::new))
                .finish()
                .hex();
    }
}
