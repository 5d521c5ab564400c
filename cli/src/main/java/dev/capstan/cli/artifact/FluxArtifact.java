package dev.capstan.cli.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.MediaTypes;
import java.util.Map;
import java.util.TreeMap;

/** How an artifact of the flux command looks in a registry: one layer, a config that says nothing, and where it comes from. */
final class FluxArtifact {
    static final String CONFIG = "application/vnd.cncf.flux.config.v1+json";
    static final String LAYER = "application/vnd.cncf.flux.content.v1.tar+gzip";
    static final String CREATED = "org.opencontainers.image.created";
    static final String SOURCE = "org.opencontainers.image.source";
    static final String REVISION = "org.opencontainers.image.revision";

    private static final ObjectMapper JSON = new ObjectMapper();

    private FluxArtifact() {}

    /** The config, with what readers of image layers look for in it. */
    static byte[] config(Digest layerContent) {
        ObjectNode config = JSON.createObjectNode();
        config.put("architecture", "").put("os", "").putObject("config");
        ObjectNode rootfs = config.putObject("rootfs");
        rootfs.put("type", "layers").putArray("diff_ids").add(layerContent.toString());
        return bytes(config);
    }

    static byte[] manifest(Descriptor config, Descriptor layer, Map<String, String> annotations) {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        manifest.set("config", json(config));
        manifest.putArray("layers").add(json(layer));
        ObjectNode own = manifest.putObject("annotations");
        new TreeMap<>(annotations).forEach(own::put);
        return bytes(manifest);
    }

    /** What scripts read after a push. */
    static String pushed(String repository, String tag, Digest digest) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("url", "oci://" + repository + "@" + digest);
        answer.put("repository", repository).put("tag", tag).put("digest", digest.toString());
        return answer.toPrettyString();
    }

    private static ObjectNode json(Descriptor descriptor) {
        return JSON.createObjectNode()
                .put("mediaType", descriptor.mediaType())
                .put("size", descriptor.size())
                .put("digest", descriptor.digest().toString());
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can be written", e);
        }
    }
}
