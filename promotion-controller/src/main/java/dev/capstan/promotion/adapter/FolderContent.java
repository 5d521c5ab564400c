package dev.capstan.promotion.adapter;

import dev.capstan.digest.FieldDigest;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.git.write.TreeComposition.PlacedFile;
import dev.capstan.promotion.place.FilePatterns;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a folder that move. Links are never followed: not on the way to the folder, and not among the files.
 *
 * @param files by path relative to the folder
 */
record FolderContent(TreeMap<String, PlacedFile> files) {
    private static final int MOST_FILES = 1000;
    private static final int MOST_ENTRIES = 20_000;

    /** What reading gives. */
    sealed interface Read {
        record Content(FolderContent content) implements Read {}

        record Absent(String why) implements Read {}

        record Unusable(String why) implements Read {}
    }

    static Read of(TreeEntry.Directory root, String path, FilePatterns patterns) throws IOException {
        TreeEntry.Directory at = root;
        for (String name : path.split("/", -1)) {
            Optional<TreeEntry> next = at.find(name);
            if (next.isEmpty()) {
                return new Read.Absent("there is no folder " + path);
            }
            if (!(next.get() instanceof TreeEntry.Directory folder)) {
                return new Read.Unusable(words(next.get()) + " on the way to the folder " + path);
            }
            at = folder;
        }
        var reading = new Reading(path.length() + 1, patterns);
        reading.folder(at);
        return reading.problem
                .<Read>map(Read.Unusable::new)
                .orElseGet(() -> reading.files.isEmpty()
                        ? new Read.Absent("the folder " + path + " has none of the files that move")
                        : new Read.Content(new FolderContent(reading.files)));
    }

    private static String words(TreeEntry entry) {
        return switch (entry) {
            case TreeEntry.Link link -> "the symbolic link " + link.path();
            case TreeEntry.Submodule submodule -> "the submodule " + submodule.path();
            case TreeEntry.File file -> "the file " + file.path();
            case TreeEntry.Directory folder -> "the folder " + folder.path();
        };
    }

    /** Equal ones have equal files in equal places. */
    String digest() {
        var hash = new FieldDigest();
        files.forEach((path, file) -> hash.add(path, file.hash(), Boolean.toString(file.isExecutable())));
        return "sha256:" + hash.finish().hex();
    }

    /** The same files below a folder. */
    Map<String, PlacedFile> below(String path) {
        var placed = new TreeMap<String, PlacedFile>();
        files.forEach((file, content) -> placed.put(path + "/" + file, content));
        return placed;
    }

    private static final class Reading {
        private final int prefix;
        private final FilePatterns patterns;
        private final TreeMap<String, PlacedFile> files = new TreeMap<>();
        private Optional<String> problem = Optional.empty();
        private int entries;

        Reading(int prefix, FilePatterns patterns) {
            this.prefix = prefix;
            this.patterns = patterns;
        }

        void folder(TreeEntry.Directory folder) throws IOException {
            for (TreeEntry entry : folder.entries()) {
                if (problem.isPresent()) {
                    return;
                }
                if (++entries > MOST_ENTRIES) {
                    problem = Optional.of("it has more than " + MOST_ENTRIES + " files and folders");
                    return;
                }
                if (entry instanceof TreeEntry.Directory below) {
                    folder(below);
                } else if (patterns.match(entry.path().substring(prefix))) {
                    file(entry);
                }
            }
        }

        private void file(TreeEntry entry) {
            if (!(entry instanceof TreeEntry.File file)) {
                problem = Optional.of(words(entry) + " is among the files that move");
            } else if (files.size() >= MOST_FILES) {
                problem = Optional.of("more than " + MOST_FILES + " files would move");
            } else {
                files.put(entry.path().substring(prefix), new PlacedFile(file.hash(), file.isExecutable()));
            }
        }
    }
}
