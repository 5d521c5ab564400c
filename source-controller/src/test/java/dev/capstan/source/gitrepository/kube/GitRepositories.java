package dev.capstan.source.gitrepository.kube;

import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.source.kube.SourceObjects;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** The GitRepository objects of one test, and what a consumer sees of them. */
final class GitRepositories extends SourceObjects<GitRepository, GitRepositoryStatus> {
    GitRepositories(TestNamespace namespace) {
        super(namespace, GitRepository.class);
    }

    /**
     * Applies an object that follows branch main.
     *
     * @param more further lines of the spec, indented by two
     */
    void apply(String name, String url, String more) {
        namespace().apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: %s
                spec:
                  url: "%s"
                  interval: 1h
                  ref: {branch: main}
                """.formatted(name, url.replace("\\", "\\\\")) + more);
    }

    /** Gives the consumer every status that the object has from now on, the present one first. */
    Watch follow(String name, Consumer<GitRepositoryStatus> consumer) {
        return resource(name).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, GitRepository object) {
                Optional.ofNullable(object.getStatus()).ifPresent(consumer);
            }

            @Override
            public void onClose(WatcherException cause) {
                throw new AssertionError("the watch was closed", cause);
            }
        });
    }

    /** The files of the artifact, as the real tar unpacks them into a folder. */
    static Path unpack(GitRepositoryStatus status, Path folder) throws Exception {
        var process = new ProcessBuilder("tar", "-xf", "-", "-C", folder.toString())
                .redirectErrorStream(true)
                .start();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(download(status)));
                var out = process.getOutputStream()) {
            in.transferTo(out);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("tar refuses the artifact: " + said);
        }
        return folder;
    }

    /** Paths of all files below a folder, sorted, with {@code /}. */
    static List<String> filesBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
