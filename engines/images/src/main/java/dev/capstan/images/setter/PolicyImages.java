package dev.capstan.images.setter;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which image each policy decided on.
 *
 * @param images by policy; markers of others are left alone and reported
 * @param namespace the only one whose policies may decide; empty when all may
 */
public record PolicyImages(Map<PolicyKey, ImageRef> images, Optional<String> namespace) {
    /** Copies the map. */
    public PolicyImages {
        images = Map.copyOf(images);
    }

    /** Images of policies of any namespace. */
    public static PolicyImages of(Map<PolicyKey, ImageRef> images) {
        return new PolicyImages(images, Optional.empty());
    }

    /** Images of policies of one namespace; a marker that names another one is reported as such, whatever the map has (I-089). */
    public static PolicyImages within(String namespace, Map<PolicyKey, ImageRef> images) {
        return new PolicyImages(images, Optional.of(namespace));
    }

    Optional<ImageRef> find(String path, int line, Marker marker, List<SetterWarning> warnings) {
        if (namespace.isPresent() && !marker.policy().namespace().equals(namespace.get())) {
            warnings.add(new SetterWarning.OtherNamespace(path, line, marker, namespace.get()));
            return Optional.empty();
        }
        Optional<ImageRef> image = Optional.ofNullable(images.get(marker.policy()));
        if (image.isEmpty()) {
            warnings.add(new SetterWarning.UnknownPolicy(path, line, marker));
        }
        return image;
    }
}
