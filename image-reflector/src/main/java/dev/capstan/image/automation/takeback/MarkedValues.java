package dev.capstan.image.automation.takeback;

import dev.capstan.digest.Digest;
import dev.capstan.image.automation.change.ValueChange;
import dev.capstan.images.setter.ImageRef;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.images.setter.ObjectId;
import dev.capstan.images.setter.PolicyImages;
import dev.capstan.images.setter.PolicyKey;
import dev.capstan.images.setter.SetterResult;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the values that markers stand beside, by asking what would change if their policies had chosen something unheard of. */
final class MarkedValues {
    private static final ImageRef UNHEARD_OF = new ImageRef(
            "capstan.invalid/nothing/of/this/name",
            "nothing-of-this-tag",
            Optional.of(Digest.sha256("nothing of this digest")));

    private final ImageSetter setter;

    MarkedValues(ImageSetter setter) {
        this.setter = setter;
    }

    /** Where values are: an object of a file, and the text of the marker. */
    record Place(ObjectId object, String marker) {
        static Place of(ValueChange change) {
            var object = change.object();
            return new Place(
                    new ObjectId(object.apiVersion(), object.kind(), object.namespace(), object.name()),
                    change.marker().toString());
        }
    }

    /** The values of a file by their places, in the order of the text; nothing of a file that cannot be read. */
    Map<Place, List<String>> of(FileTree tree, String path, Set<PolicyKey> policies) throws IOException {
        Map<PolicyKey, ImageRef> images = policies.stream().collect(Collectors.toMap(it -> it, _ -> UNHEARD_OF));
        var values = new LinkedHashMap<Place, List<String>>();
        if (setter.update(tree, path, PolicyImages.of(images)) instanceof SetterResult.Updated updated) {
            for (var file : updated.files()) {
                for (var object : file.objects()) {
                    for (var change : object.changes()) {
                        values.computeIfAbsent(new Place(object.object(), change.setter()), _ -> new ArrayList<>())
                                .add(change.oldValue());
                    }
                }
            }
        }
        return values;
    }
}
