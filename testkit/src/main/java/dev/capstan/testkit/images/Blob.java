package dev.capstan.testkit.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A part of an image, in a file.
 *
 * @param mediaType what it is
 * @param digest {@code sha256:…}
 * @param file its bytes
 */
record Blob(String mediaType, String digest, Path file) {

    static Blob of(String mediaType, Path file) throws IOException {
        return new Blob(mediaType, digestOf(file), file);
    }

    long size() throws IOException {
        return Files.size(file);
    }

    /** As manifests write it. */
    String descriptor() throws IOException {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(mediaType, digest, size());
    }

    static String digestOf(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), sha256)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
