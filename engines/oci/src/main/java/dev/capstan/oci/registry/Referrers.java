package dev.capstan.oci.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.ManifestBytes;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The manifests that are about another one: signatures, provenance, bills of materials. */
record Referrers(RegistryConnection connection, RegistryLimits limits, Manifests manifests) {
    private static final Set<Integer> UNKNOWN = Set.of(400, 404, 405, 406);

    List<Descriptor> of(Digest subject, Optional<String> artifactType) throws OciFailureException {
        var found = new ArrayList<Descriptor>();
        boolean isKnown = new Pages(connection, limits)
                .read(connection.address("referrers/" + subject), "referrers", UNKNOWN, page -> add(page, found));
        if (!isKnown) {
            var tag = new Reference.Tag(subject.algorithm().label() + "-" + subject.hex());
            if (manifests.find(tag).orElse(null) instanceof Manifest.Index index) {
                found.addAll(index.manifests());
            }
        }
        // A registry may filter or not, so it is not asked to.
        return found.stream()
                .filter(it -> artifactType.isEmpty() || artifactType.equals(it.artifactType()))
                .toList();
    }

    private void add(JsonNode page, List<Descriptor> found) throws OciFailureException {
        byte[] bytes = page.toString().getBytes(StandardCharsets.UTF_8);
        if (Manifest.read(connection.repository(), MediaTypes.OCI_INDEX, Digest.sha256(bytes), new ManifestBytes(bytes))
                instanceof Manifest.Index index) {
            found.addAll(index.manifests());
        } else {
            throw connection.malformed("its list of referrers is not an index");
        }
        if (found.size() > limits.tags()) {
            throw new OciFailureException(
                    new OciFailure.LimitExceeded(connection.repository(), "referrers", limits.tags()));
        }
    }
}
