package dev.capstan.oci.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.digest.Digest;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.oci.registry.ScriptedRegistry;
import dev.capstan.testkit.signature.SigningKeys;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A registry with one artifact and whatever a test stores beside it as signatures. */
public final class SignedRegistry implements AutoCloseable {
    public static final String MANIFEST =
            "{\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"c\",\"digest\":\"%s\",\"size\":2},\"layers\":[]}"
                    .formatted(MediaTypes.OCI_MANIFEST, Digest.sha256("{}"));

    /** The digest of the artifact. */
    public static final Digest ARTIFACT = Digest.sha256(MANIFEST);

    private static final String ROOT = "/v2/team/app/";

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final List<String> referrers = new ArrayList<>();

    public SignedRegistry() {
        manifest(ARTIFACT.toString(), MANIFEST);
    }

    /** A layer of a manifest, and what the manifest says about it. */
    public record Layer(String mediaType, String content, Map<String, String> annotations) {
        String descriptor() {
            return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"annotations\":{%s}}"
                    .formatted(mediaType, Digest.sha256(content), content.getBytes(UTF_8).length, fields(annotations));
        }
    }

    private static String fields(Map<String, String> annotations) {
        return String.join(
                ",",
                annotations.entrySet().stream()
                        .map(it -> "\"" + it.getKey() + "\":\"" + it.getValue() + "\"")
                        .toList());
    }

    /** Stores layers as the classic signature does. */
    public void tag(Layer... layers) {
        for (var layer : layers) {
            blob(layer.content());
        }
        manifest("sha256-" + ARTIFACT.hex() + ".sig", manifestOf(layers));
    }

    /** Stores a manifest with one layer that is about the artifact. */
    public Digest referrer(String artifactType, String mediaType, String content) {
        return referrer(artifactType, mediaType, content, Map.of());
    }

    /** The same with annotations, which the list has as well. */
    public Digest referrer(String artifactType, String mediaType, String content, Map<String, String> annotations) {
        blob(content);
        var text = manifestOf(new Layer(mediaType, content, Map.of()));
        var digest = Digest.sha256(text);
        manifest(digest.toString(), text);
        list(digest, text.length(), artifactType, annotations);
        return digest;
    }

    /** Stores a manifest that says itself what it is, in a list that does not: as cosign 3 does where the registry makes no lists. */
    public void referrerThatTheListDoesNotName(
            String artifactType, String mediaType, String content, Map<String, String> annotations) {
        blob(content);
        var text = manifestOf(new Layer(mediaType, content, Map.of()))
                .replaceFirst(
                        "\\{",
                        "{\"artifactType\":\"%s\",\"annotations\":{%s},".formatted(artifactType, fields(annotations)));
        manifest(Digest.sha256(text).toString(), text);
        list(Digest.sha256(text), text.length(), "application/vnd.oci.empty.v1+json", Map.of());
    }

    /** A key as cosign reads it. */
    public static CosignKey trusted(KeyPair keys) {
        return CosignKey.parse("cosign.pub", SigningKeys.pem(keys).getBytes(UTF_8))
                .orElseThrow();
    }

    /** Lists no manifests any more. */
    public void clear() {
        referrers.clear();
    }

    /** Lists a manifest that is not there. */
    public void lostReferrer(String artifactType, String content) {
        list(Digest.sha256(content), content.length(), artifactType, Map.of());
    }

    private void list(Digest digest, int size, String artifactType, Map<String, String> annotations) {
        referrers.add(
                "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"artifactType\":\"%s\",\"annotations\":{%s}}"
                        .formatted(MediaTypes.OCI_MANIFEST, digest, size, artifactType, fields(annotations)));
        registry.answer(
                ROOT + "referrers/" + ARTIFACT,
                200,
                "{\"mediaType\":\"%s\",\"manifests\":[%s]}"
                        .formatted(MediaTypes.OCI_INDEX, String.join(",", referrers)),
                Map.of());
    }

    private void blob(String content) {
        registry.answer(ROOT + "blobs/" + Digest.sha256(content), 200, content, Map.of());
    }

    /** Takes the content of a layer away. */
    public void loseBlob(String content) {
        registry.answer(ROOT + "blobs/" + Digest.sha256(content), 404, "", Map.of());
    }

    private void manifest(String reference, String text) {
        registry.answer(ROOT + "manifests/" + reference, 200, text, Map.of("Content-Type", MediaTypes.OCI_MANIFEST));
    }

    private static String manifestOf(Layer... layers) {
        return "{\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"c\",\"digest\":\"%s\",\"size\":2},\"layers\":[%s]}"
                .formatted(
                        MediaTypes.OCI_MANIFEST,
                        Digest.sha256("{}"),
                        String.join(
                                ",",
                                List.of(layers).stream().map(Layer::descriptor).toList()));
    }

    public ScriptedRegistry server() {
        return registry;
    }

    public RemoteRepository open() {
        return registry.open(RegistryAccess.ANONYMOUS);
    }

    @Override
    public void close() {
        registry.close();
    }
}
