package dev.capstan.source.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.ArtifactGeneratorSpec;
import dev.capstan.api.source.CopyOperation;
import dev.capstan.api.source.GeneratorSource;
import dev.capstan.api.source.OutputArtifact;
import dev.capstan.archive.ArchiveWriter;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Composes artifacts of sources in memory. */
final class Composing {
    private final Map<String, FileTree> sources = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> metadata = new LinkedHashMap<>();
    private GeneratorLimits limits = GeneratorLimits.DEFAULT;
    private ArchiveUnpacker unpacker = _ -> new ArchiveUnpacker.Unpacked.Refused("no archive is expected");

    /** A source: paths and contents in turn. */
    Composing source(String alias, String... pathsAndContents) {
        var files = new TreeMap<String, String>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            files.put(pathsAndContents[i], pathsAndContents[i + 1]);
        }
        return source(alias, InMemoryTree.of(files));
    }

    Composing source(String alias, FileTree files) {
        sources.put(alias, files);
        return this;
    }

    /** Facts in the metadata of the artifact of a source. */
    Composing origin(String alias, String origin) {
        metadata.put(alias, Map.of("org.opencontainers.image.revision", origin));
        return this;
    }

    Composing limits(GeneratorLimits other) {
        limits = other;
        return this;
    }

    Composing unpacker(ArchiveUnpacker other) {
        unpacker = other;
        return this;
    }

    static CopyOperation copy(String from, String to, String... exclude) {
        return new CopyOperation(from, to, List.of(exclude), null);
    }

    static CopyOperation copy(String strategy, CopyOperation operation) {
        return new CopyOperation(operation.from(), operation.to(), operation.exclude(), strategy);
    }

    static OutputArtifact artifact(String name, CopyOperation... copies) {
        return new OutputArtifact(name, null, null, List.of(copies));
    }

    /** The files of the one artifact that is made by these operations. */
    Map<String, String> files(CopyOperation... copies) {
        return files(artifacts(null, artifact("app", copies)).getFirst());
    }

    /** Why the operations fail. */
    String failure(CopyOperation... copies) {
        return failed(compose(null, artifact("app", copies))).message();
    }

    List<ComposedArtifact> artifacts(@Nullable String pathPattern, OutputArtifact... entries) {
        var result = compose(pathPattern, entries);
        assertThat(result).isInstanceOf(SourceResult.Success.class);
        return ((SourceResult.Success<List<ComposedArtifact>>) result).value();
    }

    static SourceFailure failed(SourceResult<?> result) {
        assertThat(result).isInstanceOf(SourceResult.Failed.class);
        return ((SourceResult.Failed<?>) result).failure();
    }

    SourceResult<List<ComposedArtifact>> compose(@Nullable String pathPattern, OutputArtifact... entries) {
        var named = sources.keySet().stream()
                .map(alias -> new GeneratorSource(alias, "GitRepository", alias, null))
                .toList();
        var spec = new ArtifactGeneratorSpec(null, named, pathPattern, List.of(entries));
        return GeneratorPlan.of(spec, "apps", true)
                .then(plan -> ObservedSources.of(plan, this::offered)
                        .then(observed ->
                                new ArtifactComposer(this::content, unpacker, limits).compose(plan, observed)));
    }

    private SourceResult<Artifact> offered(ObjectReference source) {
        return SourceResult.success(new Artifact(
                new ArtifactDigest("sha256:" + source.name()),
                "gitrepository/apps/" + source.name() + "/1.tar.gz",
                new ArtifactUrl("http://source-controller/" + source.name()),
                new ArtifactRevision("main@sha1:" + source.name()),
                "2026-01-01T00:00:00Z",
                1L,
                metadata.getOrDefault(source.name(), Map.of())));
    }

    private SourceResult<SourceTrees.Content> content(ObjectReference source, Artifact artifact) {
        return SourceResult.success(new SourceTrees.Content(
                Optional.ofNullable(sources.get(source.name())).orElseThrow(), 1));
    }

    /** Paths and contents, as an archive has them. */
    static Map<String, String> files(ComposedArtifact artifact) {
        var files = new LinkedHashMap<String, String>();
        write(artifact, new ArchiveWriter() {
            @Override
            public void folder(String path) {}

            @Override
            public void file(String path, boolean isExecutable, long size, InputStream content) throws IOException {
                files.put(path, new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
        return files;
    }

    /** Folders and files in the order in which they are written. */
    static List<String> entries(ComposedArtifact artifact) {
        var entries = new ArrayList<String>();
        write(artifact, new ArchiveWriter() {
            @Override
            public void folder(String path) {
                entries.add(path + "/");
            }

            @Override
            public void file(String path, boolean isExecutable, long size, InputStream content) {
                entries.add(path);
            }
        });
        return entries;
    }

    private static void write(ComposedArtifact artifact, ArchiveWriter writer) {
        try {
            artifact.content().writeTo(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> names(List<ComposedArtifact> artifacts) {
        return artifacts.stream().map(ComposedArtifact::name);
    }
}
