package dev.capstan.source.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.archive.ArchiveWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Content that is listed by keys, as a bucket does it: nothing here is Git's. */
class SelectedContentTest {
    private static final ContentLimits LIMITS = new ContentLimits(100, 1000, 10_000, 10);

    @Test
    void keepsWhatTheRulesOfEveryFolderKeep() throws IOException {
        var written = written(
                new Keys()
                        .with("a.yaml", "a")
                        .with("b/.sourceignore", "*.md")
                        .with("b/c.yaml", "c")
                        .with("b/d.md", "d"),
                Optional.empty(),
                List.of());

        assertThat(written).containsExactly(".", "a.yaml", "b", "b/.sourceignore", "b/c.yaml");
    }

    @Test
    void keepsOnlyTheFoldersThatAreNamed() throws IOException {
        var written =
                written(new Keys().with("a/x", "1").with("b/y", "2").with("z", "3"), Optional.empty(), List.of("./b/"));

        assertThat(written).containsExactly(".", "b", "b/y");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertProblem(
                new Keys().with("a/x", "1"), List.of("c"), new ContentException.Problem.FolderMissing("c"), LIMITS);
    }

    @Test
    void everyLimitIsNamed() {
        var content = new Keys().with("a", "123").with("b", "4567");

        assertProblem(
                content,
                List.of(),
                new ContentException.Problem.LimitExceeded("files", 1),
                new ContentLimits(1, 10, 10, 10));
        assertProblem(
                content,
                List.of(),
                new ContentException.Problem.LimitExceeded("bytes in the file 'b'", 3),
                new ContentLimits(10, 3, 10, 10));
        assertProblem(
                content,
                List.of(),
                new ContentException.Problem.LimitExceeded("bytes in all files", 6),
                new ContentLimits(10, 10, 6, 10));
    }

    private static void assertProblem(
            Keys content, List<String> folders, ContentException.Problem problem, ContentLimits limits) {
        var selected = new SelectedContent(content.root(), Optional.empty(), folders, limits);

        assertThatThrownBy(() -> selected.writeTo(new Paths()))
                .isInstanceOfSatisfying(
                        ContentException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private static List<String> written(Keys content, Optional<String> ignore, List<String> folders)
            throws IOException {
        var paths = new Paths();
        new SelectedContent(content.root(), ignore, folders, LIMITS).writeTo(paths);
        return paths.written;
    }

    /** An archive that keeps the paths alone. */
    private static final class Paths implements ArchiveWriter {
        private final List<String> written = new ArrayList<>();

        @Override
        public void folder(String path) {
            written.add(path);
        }

        @Override
        public void file(String path, boolean isExecutable, long size, InputStream content) {
            written.add(path);
        }
    }

    /** Files by their keys. */
    private static final class Keys {
        private final SortedMap<String, String> files = new TreeMap<>();

        Keys with(String key, String text) {
            files.put(key, text);
            return this;
        }

        SourceEntry.Folder root() {
            return new KeyFolder("", files);
        }
    }

    private record KeyFolder(String path, SortedMap<String, String> files) implements SourceEntry.Folder {
        @Override
        public List<SourceEntry> entries() {
            var prefix = path.isEmpty() ? "" : path + "/";
            var names = files.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .map(key -> key.substring(prefix.length()).split("/", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
            return names.stream().map(name -> entry(prefix + name)).toList();
        }

        private SourceEntry entry(String key) {
            var text = files.get(key);
            return text == null ? new KeyFolder(key, files) : new KeyFile(key, text);
        }
    }

    private record KeyFile(String path, String text) implements SourceEntry.File {
        @Override
        public boolean isExecutable() {
            return false;
        }

        @Override
        public long size() {
            return text.length();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
