package dev.capstan.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A document of the project.
 *
 * @param path the file
 * @param lines its lines
 */
record MarkdownFile(Path path, List<String> lines) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    /** All documents of the project; what is below hidden folders, or made by a build, is not part of it. */
    static List<MarkdownFile> all() {
        return in(ROOT);
    }

    /** Those below a folder of the project, by path. */
    static List<MarkdownFile> in(Path folder) {
        List<MarkdownFile> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    String name = dir.getFileName().toString();
                    boolean isForeign = name.startsWith(".") || name.equals("target");
                    return isForeign && !dir.equals(ROOT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (file.toString().endsWith(".md")) {
                        found.add(new MarkdownFile(file, Files.readAllLines(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort((a, b) -> a.path().compareTo(b.path()));
        return found;
    }

    /** Lines that are too long, as {@code path:line}; rows of tables and fenced code cannot be broken. */
    List<String> linesLongerThan(int limit) {
        List<String> places = new ArrayList<>();
        boolean isCode = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("```")) {
                isCode = !isCode;
            } else if (!isCode && !line.startsWith("|") && lines.get(i).length() > limit) {
                places.add(this + ":" + (i + 1));
            }
        }
        return places;
    }

    /** Links to files that are not there, as {@code path:line target}. */
    List<String> brokenLinks() {
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> LINK.matcher(lines.get(i))
                        .results()
                        .map(match -> match.group(1))
                        .filter(target -> !target.contains(":"))
                        .filter(target -> !Files.exists(path.resolveSibling(target)))
                        .map(target -> this + ":" + (i + 1) + " " + target))
                .toList();
    }

    /** What stands between fences that name the language, in order. */
    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        List<String> open = List.of();
        boolean isCode = false;
        boolean isWanted = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                if (isWanted) {
                    blocks.add(String.join("\n", open) + "\n");
                }
                isWanted = !isCode && line.equals("```" + language);
                isCode = !isCode;
                open = new ArrayList<>();
            } else if (isWanted) {
                open.add(line);
            }
        }
        return blocks;
    }

    /** The first part of the text that matches; empty when nothing does. */
    String first(Pattern pattern) {
        Matcher matcher = pattern.matcher(String.join("\n", lines));
        return matcher.find() ? matcher.group() : "";
    }

    /** The path below the project's folder. */
    @Override
    public String toString() {
        return ROOT.relativize(path).toString();
    }
}
