package dev.capstan.image.tags;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Adler32;

/**
 * The tags of an image in descending order of their bytes, each once.
 *
 * @param tags characters of ASCII, as tags are
 */
public record FoundTags(List<String> tags) {
    /** How many tags a status names. */
    public static final int LATEST = 10;

    /** Copies the list. */
    public FoundTags {
        tags = List.copyOf(tags);
    }

    /** Sorts tags and drops doubles. */
    public static FoundTags of(Collection<String> tags) {
        return new FoundTags(
                tags.stream().distinct().sorted(Comparator.reverseOrder()).toList());
    }

    /** How many there are. */
    public int count() {
        return tags.size();
    }

    /** The last ones in the order of bytes, at most {@value #LATEST}; a rule for versions knows better which is the latest. */
    public List<String> latest() {
        return tags.subList(0, Math.min(tags.size(), LATEST));
    }

    /** A checksum that changes with the tags: the decimal Adler-32 of their JSON array. */
    public String revision() {
        var sum = new Adler32();
        sum.update(tags.stream()
                .map(tag -> "\"" + tag + "\"")
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8));
        return Long.toString(sum.getValue());
    }
}
