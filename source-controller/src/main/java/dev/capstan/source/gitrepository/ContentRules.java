package dev.capstan.source.gitrepository;

import dev.capstan.git.GitLimits;
import dev.capstan.git.ignore.IgnoreRules;
import dev.capstan.git.tree.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which files of a commit go into the artifact: never Git's own; the default exclusions only when neither a {@code .sourceignore}
 * nor {@code spec.ignore} says anything; {@code spec.ignore} last, so with priority.
 */
final class ContentRules {
    static final String FILE = ".sourceignore";
    private static final int LARGEST_FILE = 1 << 20;
    private static final int MOST_RULES = 10_000;

    private static final IgnoreRules VERSION_CONTROL =
            IgnoreRules.parse(".git/\n.gitignore\n.gitmodules\n.gitattributes\n", "");
    private static final IgnoreRules DEFAULT = IgnoreRules.parse("""
            *.jpg
            *.jpeg
            *.gif
            *.png
            *.wmv
            *.flv
            *.tar.gz
            *.zip
            .github/
            .circleci/
            .travis.yml
            .gitlab-ci.yml
            appveyor.yml
            .drone.yml
            cloudbuild.yaml
            codeship-services.yml
            codeship-steps.yml
            **/.goreleaser.yml
            **/.sops.yaml
            **/.flux.yaml
            """, "");

    private final IgnoreRules first;
    private final IgnoreRules last;

    private ContentRules(IgnoreRules first, IgnoreRules last) {
        this.first = first;
        this.last = last;
    }

    /**
     * Reads what holds for a commit.
     *
     * @param specIgnore {@code spec.ignore}
     * @throws IOException when the commit cannot be read, or its rules exceed a limit
     */
    static ContentRules of(TreeEntry.Directory root, Optional<String> specIgnore, GitLimits limits) throws IOException {
        var last = IgnoreRules.parse(specIgnore.orElse(""), "");
        var isDefault = last.isEmpty() && !hasRules(root, VERSION_CONTROL, limits.depth());
        return new ContentRules(isDefault ? VERSION_CONTROL.and(DEFAULT) : VERSION_CONTROL, last);
    }

    private static boolean hasRules(TreeEntry.Directory folder, IgnoreRules rules, int depthLeft) throws IOException {
        var here = rules.and(rulesIn(folder));
        if (here.size() > rules.size()) {
            return true;
        }
        for (var entry : folder.entries()) {
            if (entry instanceof TreeEntry.Directory child
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
    static IgnoreRules enter(IgnoreRules above, TreeEntry.Directory folder) throws IOException {
        var here = above.and(rulesIn(folder));
        if (here.size() > MOST_RULES) {
            throw new UnusableRulesException("there are more than " + MOST_RULES + " of them");
        }
        return here;
    }

    boolean excludes(IgnoreRules here, TreeEntry entry) {
        return here.and(last).excludes(entry.path(), entry instanceof TreeEntry.Directory);
    }

    private static IgnoreRules rulesIn(TreeEntry.Directory folder) throws IOException {
        for (var entry : folder.entries()) {
            if (entry.name().equals(FILE) && entry instanceof TreeEntry.File file) {
                if (file.size() > LARGEST_FILE) {
                    throw new UnusableRulesException("'" + file.path() + "' is larger than " + LARGEST_FILE + " bytes");
                }
                try (var in = file.open()) {
                    var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    return IgnoreRules.parse(text, folder.path());
                }
            }
        }
        return IgnoreRules.NONE;
    }

    /** The rules of the commit exceed a limit. */
    static final class UnusableRulesException extends IOException {
        private static final long serialVersionUID = 1L;

        UnusableRulesException(String message) {
            super(message);
        }
    }
}
