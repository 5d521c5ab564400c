package dev.capstan.source.ocirepository.kube;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.source.OCIRepository;
import dev.capstan.api.source.OCIRepositoryStatus;
import dev.capstan.source.kube.SourceObjects;
import dev.capstan.testkit.cluster.TestNamespace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The OCIRepository objects of one test, and what a consumer sees of them. */
final class OciRepositories extends SourceObjects<OCIRepository, OCIRepositoryStatus> {
    OciRepositories(TestNamespace namespace) {
        super(namespace, OCIRepository.class);
    }

    /**
     * Applies an object.
     *
     * @param more further lines of the spec, indented by two
     */
    void apply(String name, String url, String more) {
        namespace().apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: OCIRepository
                metadata:
                  name: %s
                spec:
                  url: "%s"
                  interval: 1h
                """.formatted(name, url) + more);
    }

    /** Waits for the object not to be ready, and says why. */
    Condition failure(String name) {
        return ready(awaitFailure(name));
    }

    /** The names of the files and folders in an artifact, as the real tar lists them. */
    static List<String> listed(byte[] archive) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder("tar", "-tzf", "-").redirectErrorStream(true).start();
        try (var out = process.getOutputStream()) {
            new ByteArrayInputStream(archive).transferTo(out);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("tar refuses the artifact: " + said);
        }
        return said.lines().toList();
    }
}
