package dev.capstan.oci.registry;

import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundResponse;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.ManifestBytes;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.Reference;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Manifests of a repository. */
record Manifests(RegistryConnection connection, RegistryLimits limits) {
    private static final String ACCEPT = String.join(", ", MediaTypes.MANIFESTS);
    private static final String CONTENT_DIGEST = "Docker-Content-Digest";
    /** What those answer who do not know HEAD. */
    private static final Set<Integer> HEAD_UNKNOWN = Set.of(400, 405, 501);

    Descriptor resolve(Reference reference) throws OciFailureException {
        try (var answer = ask("HEAD", reference)) {
            var digest = answer.header(CONTENT_DIGEST).flatMap(Digest::parse);
            if (answer.status() == 200 && digest.isPresent()) {
                requireThatItIs(reference, digest.get());
                long size = answer.header("Content-Length")
                        .filter(it -> it.matches("[0-9]{1,15}"))
                        .map(Long::valueOf)
                        .orElse(0L);
                return Descriptor.of(mediaType(answer), digest.get(), size);
            }
            if (answer.status() != 200 && !HEAD_UNKNOWN.contains(answer.status())) {
                throw connection.refused(answer, text(reference));
            }
        }
        return get(reference).descriptor();
    }

    Manifest get(Reference reference) throws OciFailureException {
        return find(reference)
                .orElseThrow(() ->
                        new OciFailureException(new OciFailure.NotFound(connection.repository(), text(reference))));
    }

    /** The manifest; empty when the repository has none. */
    Optional<Manifest> find(Reference reference) throws OciFailureException {
        try (var answer = ask("GET", reference)) {
            if (answer.status() == 404) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw connection.refused(answer, text(reference));
            }
            byte[] bytes = bytes(answer);
            return Optional.of(Manifest.read(
                    connection.repository(),
                    mediaType(answer),
                    verified(reference, answer, bytes),
                    new ManifestBytes(bytes)));
        }
    }

    Descriptor put(Reference reference, String mediaType, byte[] manifest) throws OciFailureException {
        var request = new RegistryConnection.Request(
                "PUT",
                connection.address("manifests/" + reference),
                Map.of("Content-Type", mediaType),
                Optional.of(manifest),
                Scope.PUSH,
                limits.manifest());
        try (var answer = connection.send(request)) {
            if (answer.status() != 201) {
                throw connection.refused(answer, "the repository");
            }
        }
        return Descriptor.of(mediaType, Digest.sha256(manifest), manifest.length);
    }

    private OutboundResponse ask(String method, Reference reference) throws OciFailureException {
        return connection.send(new RegistryConnection.Request(
                method,
                connection.address("manifests/" + reference),
                Map.of("Accept", ACCEPT),
                Optional.empty(),
                Scope.PULL,
                limits.manifest()));
    }

    private byte[] bytes(OutboundResponse answer) throws OciFailureException {
        try {
            return answer.body().readAllBytes();
        } catch (HttpFailureException e) {
            throw HttpFailures.of(connection.repository(), e);
        } catch (IOException e) {
            throw new OciFailureException(new OciFailure.Unreachable(connection.repository(), "the connection broke"));
        }
    }

    /** The digest of the bytes, which is the one that was asked for and the one that the registry says. */
    private Digest verified(Reference reference, OutboundResponse answer, byte[] bytes) throws OciFailureException {
        Optional<Digest> said = answer.header(CONTENT_DIGEST).flatMap(Digest::parse);
        DigestAlgorithm algorithm = reference instanceof Reference.ByDigest(var digest)
                ? digest.algorithm()
                : said.map(Digest::algorithm).orElse(DigestAlgorithm.SHA256);
        Digest actual = digestOf(algorithm, bytes);
        requireThatItIs(reference, actual);
        if (said.isPresent()
                && said.get().algorithm() == algorithm
                && !said.get().equals(actual)) {
            throw wrong(reference, "its content is not that of the digest that the registry says");
        }
        return actual;
    }

    private void requireThatItIs(Reference reference, Digest actual) throws OciFailureException {
        if (reference instanceof Reference.ByDigest(var wanted) && !wanted.equals(actual)) {
            throw wrong(reference, "its content has another digest");
        }
    }

    private OciFailureException wrong(Reference reference, String why) {
        return new OciFailureException(new OciFailure.ContentWrong(connection.repository(), text(reference), why));
    }

    private static Digest digestOf(DigestAlgorithm algorithm, byte[] bytes) {
        var computation = algorithm.start();
        computation.update(bytes);
        return algorithm.finish(computation);
    }

    private static String mediaType(OutboundResponse answer) {
        String type = answer.header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip();
    }

    private static String text(Reference reference) {
        return switch (reference) {
            case Reference.Tag(var name) -> "the tag '" + name + "'";
            case Reference.ByDigest(var digest) -> "the manifest '" + digest + "'";
        };
    }
}
