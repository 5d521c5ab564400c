package dev.capstan.image.automation.update;

import dev.capstan.api.image.ImageRef;
import dev.capstan.digest.Digest;
import dev.capstan.images.setter.PolicyImages;
import dev.capstan.images.setter.PolicyKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Images of policies in the form that may be written into files (I-088). */
final class WritableImages {

    private WritableImages() {}

    /** Whether nothing of the image could mean anything to YAML, a template or a shell. */
    static boolean isWritable(ImageRef image) {
        return of(image).isPresent();
    }

    static PolicyImages within(String namespace, Map<String, ImageRef> images) {
        var writable = new HashMap<PolicyKey, dev.capstan.images.setter.ImageRef>();
        images.forEach((policy, image) ->
                of(image).ifPresent(usable -> writable.put(new PolicyKey(namespace, policy), usable)));
        return PolicyImages.within(namespace, writable);
    }

    private static Optional<dev.capstan.images.setter.ImageRef> of(ImageRef image) {
        String digest = image.digest();
        if (digest == null || digest.isEmpty()) {
            return dev.capstan.images.setter.ImageRef.of(image.name(), image.tag(), Optional.empty());
        }
        return Digest.parse(digest)
                .flatMap(parsed ->
                        dev.capstan.images.setter.ImageRef.of(image.name(), image.tag(), Optional.of(parsed)));
    }
}
