package dev.capstan.source.bucket;

import dev.capstan.objectstore.ListedObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Keys of objects as paths of files, which they need not be. */
final class ObjectKeys {
    /** As the bytes of UTF-8 compare, which is not how Java compares texts. */
    static final Comparator<ListedObject> BY_BYTES =
            Comparator.comparing(object -> object.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final int LONGEST_NAME = 255;
    private static final int DEEPEST = 256;
    private static final char UNDECODABLE = '\uFFFD';

    private ObjectKeys() {}

    /** Why the key cannot be the path of a file below a folder, on any file system; empty when it can. */
    static Optional<String> problemOf(String key) {
        if (key.isEmpty()) {
            return Optional.of("the key is empty");
        }
        if (key.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == UNDECODABLE)) {
            return Optional.of("the key has a control character, or is not UTF-8");
        }
        if (key.indexOf('\\') >= 0) {
            return Optional.of("the key has a backslash, which some systems take for a separator");
        }
        var segments = key.split("/", -1);
        if (segments.length > DEEPEST) {
            return Optional.of("the key has more than " + DEEPEST + " segments");
        }
        for (var segment : segments) {
            var problem = problemOfSegment(segment);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problemOfSegment(String segment) {
        if (segment.isEmpty()) {
            return Optional.of("the key begins with a slash or has two in a row");
        }
        if (segment.equals(".") || segment.equals("..")) {
            return Optional.of("the key has '" + segment + "' as a segment, which leads elsewhere");
        }
        return segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
                ? Optional.of("the key has a segment of more than " + LONGEST_NAME + " bytes")
                : Optional.empty();
    }

    /** A key that can be shown: control characters are replaced, and what is too long is cut off. */
    static String shown(String key) {
        var text = key.length() > LONGEST_NAME ? key.substring(0, LONGEST_NAME) + "…" : key;
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
