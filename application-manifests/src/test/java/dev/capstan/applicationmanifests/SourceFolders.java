package dev.capstan.applicationmanifests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.archive.TarWriter;
import dev.capstan.argo.source.RemoteFiles;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Repositories in memory: each has one revision at a time. */
final class SourceFolders implements SourceFiles {
    private final Map<String, FetchedSource> sources = new HashMap<>();
    private RemoteFiles remote = RemoteFiles.NONE;
    int open;

    /** Puts files at a revision; keys are paths, a value that begins with {@code ->} is a link. */
    SourceFolders put(String url, String revision, Map<String, String> files) {
        return put(url, revision, tree(files));
    }

    SourceFolders put(String url, String revision, FileTree tree) {
        sources.put(url, new FetchedSource.Files(revision, tree, () -> open--));
        return this;
    }

    SourceFolders putChart(String url, String version, Map<String, String> files) throws IOException {
        sources.put(url, new FetchedSource.Chart(version, archive(files)));
        return this;
    }

    SourceFolders with(RemoteFiles files) {
        remote = files;
        return this;
    }

    static FileTree tree(Map<String, String> files) {
        InMemoryTree.Builder tree = InMemoryTree.builder();
        files.forEach((path, text) -> {
            if (text.startsWith("->")) {
                tree.link(path, text.substring(2));
            } else {
                tree.file(path, text.getBytes(UTF_8));
            }
        });
        return tree.build();
    }

    static byte[] archive(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes);
                var tar = new TarWriter(zipped)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                tar.file("web/" + file.getKey(), false, content.length, new ByteArrayInputStream(content));
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public Fetch fetch(SourceRequest request) {
        return Optional.ofNullable(sources.get(request.source().repoUrl()))
                .<Fetch>map(source -> {
                    if (source instanceof FetchedSource.Files) {
                        open++;
                    }
                    return new Fetch.Fetched(source);
                })
                .orElseGet(() -> new Fetch.Failed("repository not found"));
    }

    @Override
    public RemoteFiles remoteFiles(String project) {
        return remote;
    }
}
