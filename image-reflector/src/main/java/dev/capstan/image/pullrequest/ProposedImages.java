package dev.capstan.image.pullrequest;

import dev.capstan.forge.text.ImageChange;
import dev.capstan.image.automation.change.ValueChange;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The images of a proposal: one for each policy, however many markers it has. */
final class ProposedImages {
    private ProposedImages() {}

    static List<ImageChange> of(List<ValueChange> changes) {
        var byPolicy = new TreeMap<String, ImageChange>();
        for (ValueChange change : changes) {
            String policy = change.marker().namespace() + "/" + change.marker().policy();
            var known = byPolicy.get(policy);
            if (known == null || known.oldTag().isEmpty()) {
                byPolicy.put(policy, image(policy, change));
            }
        }
        return List.copyOf(byPolicy.values());
    }

    private static ImageChange image(String policy, ValueChange change) {
        var image = change.image();
        return new ImageChange(
                policy,
                image.name(),
                change.oldTag(),
                image.tag(),
                Optional.ofNullable(image.digest()).filter(it -> !it.isEmpty()),
                Optional.empty());
    }

    /** As the status has them: {@code name:tag}. */
    static List<String> shown(List<ImageChange> images) {
        return images.stream().map(it -> it.image() + ":" + it.newTag()).toList();
    }
}
