package dev.capstan.source.generator;

import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Folders of a source: {@code @alias/apps/{app}/envs/{env}}. A name in braces stands for one or more characters of one name.
 *
 * @param segments one for each name of a path that matches
 */
record PathPattern(String text, String alias, List<NamePattern> segments) {
    private static final int MOST_NAMES = 16;
    private static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_]{0,61}[A-Za-z0-9])?");

    /** A folder that matches, with what the names in braces stand for. */
    record Match(String folder, Map<String, String> values) {}

    /** Reads a pattern. */
    static PathPattern parse(String text) throws GeneratorFailureException {
        int slash = text.indexOf('/');
        if (!text.startsWith("@") || slash < 2) {
            throw GeneratorFailureException.invalid("pathPattern '" + text + "' must be written as @alias/path");
        }
        var segments = new ArrayList<NamePattern>();
        for (var segment : text.substring(slash + 1).split("/", -1)) {
            if (segment.equals("..")) {
                throw Placeholders.malformed(text, "it leads out of the source");
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(NamePattern.parse(segment));
            }
        }
        checkNames(text, segments);
        return new PathPattern(text, text.substring(1, slash), List.copyOf(segments));
    }

    private static void checkNames(String text, List<NamePattern> segments) throws GeneratorFailureException {
        Set<String> seen = new HashSet<>();
        for (var segment : segments) {
            for (var name : segment.names()) {
                if (!seen.add(name)) {
                    throw Placeholders.malformed(text, "'{" + name + "}' occurs twice");
                }
                if (!LABEL_KEY.matcher(name).matches()) {
                    throw Placeholders.malformed(text, "'{" + name + "}' cannot be the key of a label");
                }
            }
        }
        if (seen.size() > MOST_NAMES) {
            throw Placeholders.malformed(text, "it has more than " + MOST_NAMES + " names in braces");
        }
    }

    /** The folders of a tree that match, in lexical order. */
    List<Match> in(FileTree tree, Budget budget) throws GeneratorFailureException, IOException {
        var matches = new ArrayList<Match>();
        if (!segments.isEmpty()) {
            collect(tree, "", 0, Map.of(), budget, matches);
        }
        return List.copyOf(matches);
    }

    private void collect(
            FileTree tree, String folder, int depth, Map<String, String> values, Budget budget, List<Match> matches)
            throws GeneratorFailureException, IOException {
        for (var entry : tree.list(folder)) {
            budget.visit(folder);
            if (entry.kind() != EntryKind.DIRECTORY) {
                continue;
            }
            var found = segments.get(depth).match(entry.name(), budget);
            if (found.isEmpty()) {
                continue;
            }
            var path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
            var all = new LinkedHashMap<>(values);
            all.putAll(found.get());
            if (depth == segments.size() - 1) {
                matches.add(new Match(path, Map.copyOf(all)));
            } else {
                collect(tree, path, depth + 1, all, budget, matches);
            }
        }
    }
}
