package dev.capstan.source.ocirepository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.archive.TarWriter;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.testkit.servers.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Puts artifacts into a registry, as their owner. */
public final class PushedArtifact {
    public static final String FLUX_LAYER = "application/vnd.cncf.flux.content.v1.tar+gzip";
    private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";

    private PushedArtifact() {}

    /** What is done with a repository. */
    @FunctionalInterface
    public interface Work<T> {
        T with(RemoteRepository repository) throws OciFailureException;
    }

    public static <T> T in(RegistryServer registry, String path, Work<T> work) {
        var logins = DockerConfig.parse(registry.dockerConfig().getBytes(UTF_8))
                .success()
                .orElseThrow();
        try (var http = new OutboundHttp(AddressRule.LOCAL)) {
            return work.with(new RegistryClient(http, RegistryLimits.DEFAULT)
                    .open(
                            new RepositoryName(registry.address(), path),
                            RegistryAccess.with(logins),
                            Deadline.in(Duration.ofSeconds(30))));
        } catch (OciFailureException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An artifact as {@code flux push artifact} makes it. */
    public static Digest push(RegistryServer registry, String path, String tag, Map<String, String> files) {
        return push(registry, path, tag, FLUX_LAYER, tarGz(files), Map.of());
    }

    public static Digest push(
            RegistryServer registry,
            String path,
            String tag,
            String layerType,
            byte[] layer,
            Map<String, String> annotations) {
        return in(
                registry,
                path,
                repository -> put(
                        repository, tag, repository.pushBlob(layerType, layer).orThrow(), annotations));
    }

    private static Digest put(
            RemoteRepository repository, String tag, Descriptor layer, Map<String, String> annotations)
            throws OciFailureException {
        var config = repository
                .pushBlob("application/vnd.cncf.flux.config.v1+json", "{}".getBytes(UTF_8))
                .orThrow();
        var own = new StringBuilder();
        annotations.forEach(
                (key, value) -> own.append(own.isEmpty() ? "" : ",").append("\"" + key + "\":\"" + value + "\""));
        var manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":"
                + json(config) + ",\"layers\":[" + json(layer) + "],\"annotations\":{" + own + "}}";
        return repository
                .pushManifest(new Reference.Tag(tag), MediaTypes.OCI_MANIFEST, manifest.getBytes(UTF_8))
                .orThrow()
                .digest();
    }

    /**
     * Signs as {@code cosign sign --key} does.
     *
     * @param at the artifact that the signature is stored with
     * @param about the artifact that it is about
     */
    public static void sign(RegistryServer registry, String path, Digest at, Digest about, PrivateKey key) {
        byte[] payload = payload(about);
        sign(registry, path, at, payload, Map.of("dev.cosignproject.cosign/signature", signature(payload, key)));
    }

    /** What cosign signs of an artifact. */
    public static byte[] payload(Digest about) {
        return ("{\"critical\":{\"identity\":{\"docker-reference\":\"x\"},\"image\":{\"docker-manifest-digest\":\""
                        + about + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}")
                .getBytes(UTF_8);
    }

    /**
     * Stores a signature that was made somewhere else.
     *
     * @param annotations the signature, and what proves it
     */
    public static void sign(
            RegistryServer registry, String path, Digest at, byte[] payload, Map<String, String> annotations) {
        in(registry, path, repository -> {
            var layer = repository.pushBlob(SIMPLE_SIGNING, payload).orThrow();
            var signed = new Descriptor(
                    layer.mediaType(),
                    layer.digest(),
                    layer.size(),
                    annotations,
                    layer.platform(),
                    layer.artifactType());
            return put(repository, "sha256-" + at.hex() + ".sig", signed, Map.of());
        });
    }

    private static String signature(byte[] text, PrivateKey key) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] tarGz(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes);
                var tar = new TarWriter(gzip)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                tar.file(file.getKey(), false, content.length, new ByteArrayInputStream(content));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static String json(Descriptor descriptor) {
        var annotations = new StringBuilder();
        descriptor
                .annotations()
                .forEach((key, value) -> annotations
                        .append(annotations.isEmpty() ? "" : ",")
                        .append("\"" + key + "\":\"" + escaped(value) + "\""));
        return "{\"mediaType\":\"" + descriptor.mediaType() + "\",\"digest\":\"" + descriptor.digest() + "\",\"size\":"
                + descriptor.size() + ",\"annotations\":{" + annotations + "}}";
    }

    private static String escaped(String value) {
        return value.replace("\"", "\\\"").replace("\n", "\\n");
    }
}
