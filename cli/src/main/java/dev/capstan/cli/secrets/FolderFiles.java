package dev.capstan.cli.secrets;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a folder: of a Git repository those that it has or would get, so without what it ignores; elsewhere all. Links are not followed.
 *
 * @param paths relative to the folder, in order
 */
record FolderFiles(Path folder, List<Path> paths) {
    FolderFiles {
        paths = List.copyOf(paths);
    }

    /**
     * Lists them.
     *
     * @param excluded globs of paths that do not count
     */
    static FolderFiles in(Path folder, List<String> excluded) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(folder + " is not a folder");
        }
        List<PathMatcher> matchers = excluded.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        try {
            Optional<List<Path>> ofGit = ofGit(folder);
            Stream<Path> paths = (ofGit.isPresent() ? ofGit.get() : walked(folder)).stream();
            return new FolderFiles(
                    folder,
                    paths.filter(path -> matchers.stream().noneMatch(matcher -> matcher.matches(path)))
                            .filter(path -> Files.isRegularFile(folder.resolve(path), LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new CommandFailure("Cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Empty outside a repository, and where there is no Git. */
    private static Optional<List<Path>> ofGit(Path folder) {
        try {
            var run = ProgramRun.of(
                    List.of(
                            "git",
                            "-C",
                            folder.toString(),
                            "ls-files",
                            "-z",
                            "--cached",
                            "--others",
                            "--exclude-standard"),
                    Map.of(),
                    new byte[0]);
            if (run.exitCode() != 0) {
                return Optional.empty();
            }
            return Optional.of(Stream.of(new String(run.out(), StandardCharsets.UTF_8).split("\0"))
                    .filter(name -> !name.isEmpty())
                    .map(Path::of)
                    .distinct()
                    .toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> walked(Path folder) throws IOException {
        var paths = new ArrayList<Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                return at.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(folder.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
        return paths;
    }
}
