package dev.capstan.oci.registry;

import dev.capstan.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is uploaded; can be opened again and again. */
interface BlobContent {
    InputStream open() throws IOException;

    long size() throws IOException;

    /** Computed by reading everything. */
    default Digest digest() throws IOException {
        try (var in = open()) {
            return Digest.sha256(in);
        }
    }

    static BlobContent of(byte[] bytes) {
        return new BlobContent() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public long size() {
                return bytes.length;
            }
        };
    }

    static BlobContent of(Path file) {
        return new BlobContent() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public long size() throws IOException {
                return Files.size(file);
            }
        };
    }
}
