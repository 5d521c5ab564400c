package dev.capstan.cli.kustomize;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Patterns for paths: {@code *}, {@code ?} and {@code [ab]} within one name, as a shell without options knows them. */
final class PathPatterns {
    private PathPatterns() {}

    /** Those paths that a pattern matches. */
    static List<String> matches(String pattern, List<String> paths) {
        return isPattern(pattern)
                ? paths.stream()
                        .filter(path -> matcher(pattern).matches(Path.of(path)))
                        .toList()
                : List.of();
    }

    /**
     * The files and folders that a pattern matches, sorted, as it names them.
     *
     * @param folder where relative patterns begin
     */
    static List<String> expand(Path folder, String pattern) {
        List<Path> found = List.of(Path.of(pattern).isAbsolute() ? Path.of("/") : Path.of(""));
        for (Path name : Path.of(pattern)) {
            found = found.stream()
                    .flatMap(parent -> children(folder, parent, name.toString()).stream())
                    .toList();
        }
        return found.stream().map(Path::toString).sorted().toList();
    }

    private static List<Path> children(Path folder, Path parent, String name) {
        Path at = folder.resolve(parent);
        if (!isPattern(name)) {
            return Files.exists(at.resolve(name)) ? List.of(parent.resolve(name)) : List.of();
        }
        if (!Files.isDirectory(at)) {
            return List.of();
        }
        PathMatcher matcher = matcher(name);
        try (Stream<Path> children = Files.list(at)) {
            List<Path> matching = new ArrayList<>();
            children.map(Path::getFileName)
                    .filter(matcher::matches)
                    .forEach(child -> matching.add(parent.resolve(child)));
            return matching;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    /** Braces have no meaning in these patterns, and two stars mean no more than one. */
    private static PathMatcher matcher(String pattern) {
        String glob = pattern.replace("{", "\\{")
                .replace("}", "\\}")
                .replaceAll("\\*+", "*")
                .replace("[^", "[!");
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException broken) {
            throw new CommandFailure("\"" + pattern + "\" is not a pattern: " + broken.getDescription(), broken);
        }
    }
}
