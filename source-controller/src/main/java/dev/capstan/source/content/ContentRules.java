package dev.capstan.source.content;

import dev.capstan.api.source.IgnoredFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Which files of a source go into the artifact: never Git's own; the default exclusions only when neither a {@code .sourceignore}
 * nor {@code spec.ignore} says anything; {@code spec.ignore} last, so with priority.
 */
final class ContentRules {
    static final String FILE = ".sourceignore";
    private static final int LARGEST_FILE = 1 << 20;
    private static final int MOST_RULES = 10_000;

    private static final IgnoreRules VERSION_CONTROL = rules(IgnoredFiles.VERSION_CONTROL);
    private static final IgnoreRules DEFAULT = rules(IgnoredFiles.DEFAULT);

    private static IgnoreRules rules(List<String> patterns) {
        return IgnoreRules.parse(String.join("\n", patterns), "");
    }

    private final IgnoreRules first;
    private final IgnoreRules last;

    private ContentRules(IgnoreRules first, IgnoreRules last) {
        this.first = first;
        this.last = last;
    }

    /**
     * Reads what holds for a source.
     *
     * @param specIgnore {@code spec.ignore}
     * @throws IOException when the source cannot be read, or its rules exceed a limit
     */
    static ContentRules of(SourceEntry.Folder root, Optional<String> specIgnore, ContentLimits limits)
            throws IOException {
        var last = IgnoreRules.parse(specIgnore.orElse(""), "");
        var isDefault = last.isEmpty() && !hasRules(root, VERSION_CONTROL, limits.depth());
        return new ContentRules(isDefault ? VERSION_CONTROL.and(DEFAULT) : VERSION_CONTROL, last);
    }

    private static boolean hasRules(SourceEntry.Folder folder, IgnoreRules rules, int depthLeft) throws IOException {
        var here = rules.and(rulesIn(folder));
        if (here.size() > rules.size()) {
            return true;
        }
        for (var entry : folder.entries()) {
            if (entry instanceof SourceEntry.Folder child
                    && !rules.excludes(child.path(), true)
                    && depthLeft > 0
                    && hasRules(child, rules, depthLeft - 1)) {
                return true;
            }
        }
        return false;
    }

    /** The rules at the root. */
    IgnoreRules start() {
        return first;
    }

    /** The rules in a folder, given those of the folder above. */
    static IgnoreRules enter(IgnoreRules above, SourceEntry.Folder folder) throws IOException {
        var here = above.and(rulesIn(folder));
        if (here.size() > MOST_RULES) {
            throw unusable("there are more than " + MOST_RULES + " of them");
        }
        return here;
    }

    boolean excludes(IgnoreRules here, SourceEntry entry) {
        return here.and(last).excludes(entry.path(), entry instanceof SourceEntry.Folder);
    }

    private static IgnoreRules rulesIn(SourceEntry.Folder folder) throws IOException {
        for (var entry : folder.entries()) {
            if (entry.name().equals(FILE) && entry instanceof SourceEntry.File file) {
                if (file.size() > LARGEST_FILE) {
                    throw unusable("'" + file.path() + "' is larger than " + LARGEST_FILE + " bytes");
                }
                try (var in = file.open()) {
                    var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    return IgnoreRules.parse(text, folder.path());
                }
            }
        }
        return IgnoreRules.NONE;
    }

    private static ContentException unusable(String why) {
        return new ContentException(new ContentException.Problem.RulesUnusable(why));
    }
}
