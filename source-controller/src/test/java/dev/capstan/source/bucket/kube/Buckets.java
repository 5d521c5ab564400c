package dev.capstan.source.bucket.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.source.Bucket;
import dev.capstan.api.source.BucketStatus;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.digest.Digest;
import dev.capstan.source.kube.SourceObjects;
import dev.capstan.testkit.cluster.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The Bucket objects of one test, and what a consumer sees of them. */
final class Buckets extends SourceObjects<Bucket, BucketStatus> {
    Buckets(TestNamespace namespace) {
        super(namespace, Bucket.class);
    }

    /**
     * Applies an object for the bucket {@code config} of a server.
     *
     * @param more further lines of the spec, indented by two
     */
    void apply(String name, String endpoint, String more) {
        namespace().apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: Bucket
                metadata:
                  name: %s
                spec:
                  bucketName: config
                  endpoint: %s
                  interval: 1h
                """.formatted(name, endpoint) + more);
    }

    /** Asks for a run and waits for its end. */
    BucketStatus run(String name, String token) {
        request(name, token);
        return await(name, status -> token.equals(status.lastHandledReconcileAt()));
    }

    /** Downloads an artifact as a consumer does, and verifies it. */
    static ArchiveTree files(Artifact artifact, String url, Path folder) throws IOException {
        try (InputStream archive = URI.create(url).toURL().openStream()) {
            var read = new ArchiveReader(folder, new ArchiveLimits(1 << 24, 1 << 26, 10_000))
                    .read(archive, Digest.parse(artifact.digest().text()).orElseThrow());
            return ((ArchiveReader.Result.Read) read).tree();
        }
    }

    static String text(ArchiveTree files, String path) throws IOException {
        return new String(files.read(path), StandardCharsets.UTF_8);
    }
}
