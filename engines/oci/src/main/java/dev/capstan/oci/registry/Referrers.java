package dev.capstan.oci.registry;

import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.ManifestBytes;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The manifests that are about another one: signatures, provenance, bills of materials. */
record Referrers(RegistryConnection connection, RegistryLimits limits, Manifests manifests) {
    private static final Set<Integer> UNKNOWN = Set.of(400, 404, 405, 406);
    private static final int LONGEST_IN_TAG = 64;

    List<Descriptor> of(Digest subject, Optional<String> artifactType) throws OciFailureException {
        // A registry may filter or not, so it is not asked to.
        Predicate<Descriptor> isWanted = it -> artifactType.isEmpty() || artifactType.equals(it.artifactType());
        var found = new ArrayList<Descriptor>();
        var pages = new Pages(connection, limits);
        boolean isKnown = pages.read(connection.address("referrers/" + subject), "referrers", UNKNOWN, page -> {
            index(page).manifests().stream().filter(isWanted).forEach(found::add);
            if (found.size() > limits.tags()) {
                throw pages.exceeded("referrers", limits.tags());
            }
        });
        if (!isKnown) {
            if (manifests.find(tag(subject)).orElse(null) instanceof Manifest.Index index) {
                index.manifests().stream().filter(isWanted).forEach(found::add);
            }
        }
        return List.copyOf(found);
    }

    /** Where the list is when the registry does not make it: the specification cuts off what is too long for a tag. */
    private static Reference.Tag tag(Digest subject) {
        var hex = subject.hex();
        return new Reference.Tag(
                subject.algorithm().label() + "-" + hex.substring(0, Math.min(LONGEST_IN_TAG, hex.length())));
    }

    private Manifest.Index index(byte[] page) throws OciFailureException {
        var read = Manifest.read(
                connection.repository(), MediaTypes.OCI_INDEX, Digest.sha256(page), new ManifestBytes(page));
        if (read instanceof Manifest.Index index) {
            return index;
        }
        throw connection.malformed("its list of referrers is not an index");
    }
}
