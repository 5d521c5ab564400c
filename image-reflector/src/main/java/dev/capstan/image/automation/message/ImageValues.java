package dev.capstan.image.automation.message;

import static java.util.stream.Collectors.groupingBy;

import dev.capstan.api.image.ImageRef;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.StructMap;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedMap;
import dev.capstan.image.automation.change.ValueChange;
import dev.capstan.oci.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code .Updated}, as templates of older manifests know it: images, by file and by object. */
final class ImageValues {

    private ImageValues() {}

    static GoStruct of(List<ValueChange> changes) {
        return new TemplateStruct(
                TemplateTypes.RESULT,
                Map.of("Files", byFile(changes)),
                Map.of("Images", images(changes), "Objects", byObject(changes)),
                null);
    }

    private static TypedMap byFile(List<ValueChange> changes) {
        Map<String, @Nullable Object> files = new TreeMap<>();
        changes.stream()
                .collect(groupingBy(ValueChange::file))
                .forEach((file, there) -> files.put(
                        file, TemplateStruct.of(TemplateTypes.FILE_RESULT, Map.of("Objects", byObject(there)))));
        return new TypedMap(TemplateTypes.FILE_RESULTS, files);
    }

    private static StructMap byObject(List<ValueChange> changes) {
        List<StructMap.Entry> entries = changes.stream()
                .collect(groupingBy(ValueChange::object, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> new StructMap.Entry(new ObjectIdentifier(entry.getKey()), images(entry.getValue())))
                .toList();
        return new StructMap(TemplateTypes.OBJECT, TemplateTypes.OBJECT_IMAGES, entries);
    }

    private static TypedList images(List<ValueChange> changes) {
        return new TypedList(
                TemplateTypes.IMAGES,
                changes.stream().map(ImageValues::image).distinct().toList());
    }

    private static TemplateStruct image(ValueChange change) {
        ImageRef image = change.image();
        String digest = Objects.requireNonNullElse(image.digest(), "");
        RepositoryName repository =
                RepositoryName.parse(image.name()).success().orElseGet(() -> new RepositoryName("", image.name()));
        String qualified = repository.registry().isEmpty() ? image.name() : repository.toString();
        return new TemplateStruct(
                TemplateTypes.IMAGE,
                Map.of(),
                Map.of(
                        "Name", qualified + ":" + image.tag(),
                        "Identifier", image.tag(),
                        "Tag", image.tag(),
                        "Digest", digest,
                        "Image", image.name(),
                        "Repository", repository.path(),
                        "Registry", repository.registry(),
                        "Policy",
                                TemplateRoot.namespacedName(
                                        change.marker().namespace(),
                                        change.marker().policy())),
                image.toString());
    }
}
