package dev.capstan.oci.registry;

import dev.capstan.digest.Digest;
import dev.capstan.http.OutboundResponse;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Uploads of blobs: not at all when the registry has them, at once when they are small, else in pieces. */
record Uploads(RegistryConnection connection) {
    private static final int PIECE = 8 << 20;
    private static final int LONGEST_ANSWER = 1 << 16;

    Descriptor push(String mediaType, BlobContent content) throws OciFailureException {
        return push(mediaType, content, Optional.empty());
    }

    Descriptor push(String mediaType, BlobContent content, Optional<RepositoryName> from) throws OciFailureException {
        try {
            var descriptor = Descriptor.of(mediaType, content.digest(), content.size());
            if (!exists(descriptor.digest())) {
                upload(descriptor, content, from);
            }
            return descriptor;
        } catch (OciFailureException e) {
            throw e;
        } catch (IOException e) {
            throw new OciFailureException(
                    new OciFailure.FileUnusable("what is to be uploaded cannot be read: " + e.getMessage()));
        }
    }

    private boolean exists(Digest digest) throws OciFailureException {
        try (var answer = send("HEAD", connection.address("blobs/" + digest), Map.of(), Optional.empty())) {
            return switch (answer.status()) {
                case 200 -> true;
                case 404 -> false;
                default -> throw connection.refused(answer, "the repository");
            };
        }
    }

    private void upload(Descriptor blob, BlobContent content, Optional<RepositoryName> from) throws IOException {
        URI start = connection.address("blobs/uploads/"
                + from.map(it -> "?mount=" + blob.digest() + "&from=" + encoded(it.path()))
                        .orElse(""));
        URI place;
        try (var answer = send("POST", start, Map.of(), Optional.of(new byte[0]))) {
            if (answer.status() == 201) {
                return; // it had the blob elsewhere
            }
            if (answer.status() != 202) {
                throw connection.refused(answer, "the repository");
            }
            place = location(start, answer);
        }
        byte[] last;
        try (InputStream in = content.open()) {
            last = in.readNBytes(PIECE);
            long sent = 0;
            while (sent + last.length < blob.size()) {
                place = sendPiece(place, last, sent);
                sent += last.length;
                last = in.readNBytes(PIECE);
            }
        }
        finish(place, blob.digest(), last);
    }

    private URI sendPiece(URI place, byte[] piece, long sent) throws OciFailureException {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/octet-stream");
        headers.put("Content-Range", sent + "-" + (sent + piece.length - 1));
        try (var answer = send("PATCH", place, headers, Optional.of(piece))) {
            if (answer.status() != 202) {
                throw connection.refused(answer, "the upload");
            }
            return location(place, answer);
        }
    }

    private void finish(URI place, Digest digest, byte[] last) throws OciFailureException {
        String separator = place.getRawQuery() == null ? "?" : "&";
        var complete = URI.create(place + separator + "digest=" + encoded(digest.toString()));
        try (var answer =
                send("PUT", complete, Map.of("Content-Type", "application/octet-stream"), Optional.of(last))) {
            if (answer.status() != 201) {
                throw connection.refused(answer, "the upload");
            }
        }
    }

    private URI location(URI from, OutboundResponse answer) throws OciFailureException {
        var location = answer.header("Location");
        if (location.isEmpty()) {
            throw connection.malformed("it does not say where an upload goes on");
        }
        return connection.resolve(from, location.get());
    }

    private OutboundResponse send(String method, URI address, Map<String, String> headers, Optional<byte[]> body)
            throws OciFailureException {
        return connection.send(
                new RegistryConnection.Request(method, address, headers, body, Scope.PUSH, LONGEST_ANSWER));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
